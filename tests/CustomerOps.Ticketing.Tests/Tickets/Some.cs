using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Tests.Tickets;

/// <summary>A ticket, a customer, an hour to speak of.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Monday9 = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Monday to Friday, 08:00–18:00 UTC, and what is promised before anybody set anything.</summary>
    public static readonly SlaRules Rules = new("en", CalendarInForce.Usual, [], [PolicyInForce.Usual]);

    public static readonly Author Agent = new(AuthorKind.Staff, Guid.CreateVersion7(), "Agnes");

    public static Customer Customer() => new("anna@example.com", "Anna", "da", null, Monday9);

    public static Ticket Ticket(Priority priority = Priority.Normal) =>
        CustomerOps.Ticketing.Tickets.Ticket.Open(new Contact(1001, Customer(), Channel.Email, Origin.Contact, "Where is it?", "da", priority, Tier.Representative), Rules, Monday9);

    /// <summary>Lets the clocks see the ticket as a save at that time would, and shows them.</summary>
    public static ClockBook ClocksAt(this Ticket ticket, DateTimeOffset at)
    {
        ticket.KeepTime(Rules, Rules.TermsFor(ticket.Traits() with { Priority = ticket.Clocks.Book!.Terms.Priority }), at);
        return ticket.Clocks.Book!;
    }

    public static Terms Terms(Ticket ticket) => Rules.TermsFor(ticket.Traits());

    public static Ticket Solved()
    {
        var ticket = Ticket();
        ticket.Solve("Sent again", Agent, Monday9.AddHours(1));
        ticket.ClocksAt(Monday9.AddHours(1));
        return ticket;
    }
}
