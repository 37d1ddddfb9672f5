using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

internal static class OpenTicket
{
    /// <summary>A new ticket with its first message, on its way to a person. The caller saves.</summary>
    public static Ticket Open(this TicketingDb db, Contact contact, Author author, Visibility visibility, string body, SlaRules rules, DateTimeOffset now) =>
        db.Begin(contact, author, visibility, body, rules, now).Ticket;

    public static (Ticket Ticket, Message First) Begin(this TicketingDb db, Contact contact, Author author, Visibility visibility, string body, SlaRules rules, DateTimeOffset now)
    {
        var ticket = Ticket.Open(contact, rules, now);
        db.Add(ticket);
        var first = ticket.Begin(author, visibility, body);
        db.Add(first);
        return (ticket, first);
    }
}
