using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Templates;

internal static class FactsOf
{
    /// <summary>What variables stand for on this ticket when this person speaks. The customer must be loaded.</summary>
    public static async Task<Facts> Facts(this TicketingDb db, Ticket ticket, string agent, CancellationToken ct)
    {
        var order = ticket.OrderId is { } id ? await db.Orders.Where(o => o.Id == id).Select(o => o.ExternalId).SingleOrDefaultAsync(ct) : null;
        var organisation = await db.Organisations.AsNoTracking().Select(o => o.Name).SingleOrDefaultAsync(ct);
        return new Facts(ticket.Customer.Name, ticket.Customer.Email, ticket.NumberText, ticket.Subject, agent, order, organisation ?? "");
    }

    /// <summary>The template's words for this ticket, and their language.</summary>
    public static async Task<(string Language, string Body)> Fill(this TicketingDb db, ReplyTemplate template, Ticket ticket, Facts facts, CancellationToken ct)
    {
        var spoken = await db.Organisations.AsNoTracking().Select(o => o.Languages).SingleOrDefaultAsync(ct);
        var text = template.For(ticket.Language, spoken ?? []);
        return (text.Language, Variables.Fill(text.Body, facts));
    }
}
