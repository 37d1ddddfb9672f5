using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Tests.Tickets;

/// <summary>A ticket, a customer, an hour to speak of.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Monday9 = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly SlaRules Rules = new(new WeekHours(CalendarSpec.Usual("UTC")), new SlaPolicy(), "en");

    public static readonly Author Agent = new(AuthorKind.Staff, Guid.CreateVersion7(), "Agnes");

    public static Customer Customer() => new("anna@example.com", "Anna", "da", null, Monday9);

    public static Ticket Ticket(Priority priority = Priority.Normal) =>
        CustomerOps.Ticketing.Tickets.Ticket.Open(new Contact(1001, Customer(), Channel.Email, Origin.Contact, "Where is it?", "da", priority, Tier.Representative), Rules, Monday9);

    public static Ticket Solved()
    {
        var ticket = Ticket();
        ticket.Solve("Sent again", Agent, Monday9.AddHours(1));
        return ticket;
    }
}
