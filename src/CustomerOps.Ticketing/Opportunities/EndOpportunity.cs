using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

internal enum OpportunityResult { Won, Lost }

/// <param name="Income">What it brought; absent with an order: what the order holds of its sku, or all of it.</param>
/// <param name="OrderId">The customer's order it was won by.</param>
/// <param name="Reason">Why it was lost.</param>
[Example("""{ "outcome": "won", "income": 49.50, "currency": "EUR" }""")]
internal sealed record OutcomeRequest(
    OpportunityResult Outcome, [Range(typeof(decimal), "0", "9999999999")] decimal? Income = null, [RegularExpression("^[A-Z]{3}$")] string? Currency = null, Guid? OrderId = null, [Text(1_000)] string? Reason = null);

internal static class EndOpportunity
{
    public static async Task<Tagged<OpportunityView>> Handle(Guid id, OutcomeRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var opportunity = await db.OpportunityToChange(id, ifMatch, caller, ct);
        if (request.Outcome == OpportunityResult.Lost) opportunity.Lose(request.Reason ?? throw new RuleViolation("opportunity.no-reason", "Say why it was lost.", "reason"), Author.Of(caller), time.Now());
        else await Win(opportunity, request, db, caller, time, ct);
        return await db.Answer(opportunity, caller, ct);
    }

    private static async Task Win(Opportunity opportunity, OutcomeRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (income, currency) = (request.Income, request.Currency ?? opportunity.Currency);
        if (request.OrderId is { } id)
        {
            RuleViolation.Unless(await db.HasOrder(opportunity.CustomerId, id, ct), "opportunity.order-unknown", "The customer has no such order.", "orderId");
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            income ??= opportunity.ValueIn(order) is > 0 and var part ? part : order.Total;
            currency = request.Currency ?? order.Currency;
        }

        RuleViolation.Unless(income is not null, "opportunity.no-income", "Say what it brought, or by which order.", "income");
        RuleViolation.Unless(currency is not null, "opportunity.no-currency", "An amount has a currency.", "currency");
        opportunity.Win(income!.Value, currency!, request.OrderId, Author.Of(caller), time.Now());
    }
}

internal static class ReopenOpportunity
{
    public static async Task<Tagged<OpportunityView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var opportunity = await db.OpportunityToChange(id, ifMatch, caller, ct);
        opportunity.Reopen(time.Now());
        return await db.Answer(opportunity, caller, ct);
    }
}
