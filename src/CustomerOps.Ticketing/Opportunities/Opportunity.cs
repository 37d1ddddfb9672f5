using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Opportunities;

internal enum OpportunityKind { CrossSell, UpSell, Renewal }

internal enum OpportunityState { Noted, HandedOver, Won, Lost }

/// <param name="Sku">What would be bought: an order with it wins the opportunity by itself.</param>
internal sealed record Chance(OpportunityKind Kind, string Title, string? Note, string? Sku, string? Campaign, decimal? Expected, string? Currency);

/// <summary>What a customer might buy besides: noted → handed over to sales → won or lost.</summary>
internal sealed class Opportunity : Chronicled
{
    public const int MostOnOneTicket = 20;

    private Opportunity() { }

    public Opportunity(Ticket ticket, Chance seen, Author by, DateTimeOffset now)
    {
        (TicketId, CustomerId, NotedBy, NotedByName, NotedAt) = (ticket.Id, ticket.CustomerId, by.Id, by.Name, now);
        (Kind, Title, Note, Sku, Campaign, Expected, Currency) = (seen.Kind, seen.Title.Trim(), seen.Note?.Trim(), seen.Sku?.Trim(), seen.Campaign?.Trim(), seen.Expected, seen.Currency);
        Raise(new OpportunityNoted(Id, CustomerId, TicketId, Kebab<OpportunityKind>.Of(Kind), Sku, Campaign, Expected, Currency, now));
        Chronicle(CustomerId, "opportunity-noted", Title, now);
    }

    public Guid TicketId { get; private init; }
    public Guid CustomerId { get; private init; }
    public OpportunityKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public string? Note { get; private init; }
    public string? Sku { get; private init; }
    public string? Campaign { get; private init; }
    public decimal? Expected { get; private init; }
    public string? Currency { get; private set; }
    public OpportunityState State { get; private set; }
    public Guid? PersonId { get; private set; }
    public Guid? NotedBy { get; private init; }
    public string NotedByName { get; private init; } = "";
    public DateTimeOffset NotedAt { get; private init; }
    public string? HandedOverByName { get; private set; }
    public DateTimeOffset? HandedOverAt { get; private set; }

    /// <summary>What it brought, in its currency.</summary>
    public decimal? Income { get; private set; }

    /// <summary>What of it was paid back.</summary>
    public decimal Returned { get; private set; }
    public Guid? OrderId { get; private set; }
    public string? Reason { get; private set; }
    public string? ClosedByName { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen => State is OpportunityState.Noted or OpportunityState.HandedOver;

    public void HandOver(Guid? personId, Author by, DateTimeOffset now)
    {
        StillOpen();
        if (State == OpportunityState.HandedOver && PersonId == personId) return;
        (State, PersonId, HandedOverByName, HandedOverAt) = (OpportunityState.HandedOver, personId, by.Name, now);
        Raise(new OpportunityHandedOver(Id, CustomerId, Kebab<OpportunityKind>.Of(Kind), Title, Sku, Campaign, Expected, Currency, personId, now));
        Chronicle(CustomerId, "opportunity-handed-over", Title, now);
    }

    public void Win(decimal income, string currency, Guid? orderId, Author by, DateTimeOffset now)
    {
        StillOpen();
        RuleViolation.Unless(Currency is null || Currency == currency, "opportunity.currency", $"It was expected in {Currency}.", "currency");
        (Income, Currency, OrderId) = (income, currency, orderId);
        End(OpportunityState.Won, null, by, now);
    }

    public void Lose(string reason, Author by, DateTimeOffset now)
    {
        StillOpen();
        End(OpportunityState.Lost, reason.Trim(), by, now);
    }

    /// <summary>It is not at its end after all.</summary>
    public void Reopen(DateTimeOffset now)
    {
        if (IsOpen) return;
        (State, Income, Returned, OrderId, Reason, ClosedByName, ClosedAt) = (HandedOverAt is null ? OpportunityState.Noted : OpportunityState.HandedOver, null, 0, null, null, null, null);
        Tell(now);
        Chronicle(CustomerId, "opportunity-reopened", Title, now);
    }

    /// <summary>Goods of the order it was won by came back.</summary>
    public void TakeBack(decimal amount, DateTimeOffset now)
    {
        Returned = Math.Min(Income ?? 0, Returned + amount);
        Tell(now);
    }

    /// <summary>What of an order it is about.</summary>
    public decimal ValueIn(Order order) => order.Lines.Where(l => l.Sku == Sku).Sum(l => l.Quantity * l.UnitPrice);

    private void StillOpen() => RuleViolation.Unless(IsOpen, "opportunity.closed", "It was won or lost; open it again first.");

    private void End(OpportunityState state, string? reason, Author by, DateTimeOffset now)
    {
        (State, Reason, ClosedByName, ClosedAt) = (state, reason, by.Name, now);
        Tell(now);
        Chronicle(CustomerId, $"opportunity-{Kebab<OpportunityState>.Of(state)}", Title, now);
    }

    private void Tell(DateTimeOffset now) => Raise(new OpportunitySettled(Id, CustomerId, Kebab<OpportunityState>.Of(State), Income - Returned, Currency, OrderId, now));
}
