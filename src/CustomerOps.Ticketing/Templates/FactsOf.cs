using System.Text.Json;
using CustomerOps.Ticketing.Fields;
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
        return new Facts(ticket.Customer.Name, ticket.Customer.Email, ticket.NumberText, ticket.Subject, agent, order, organisation ?? "", await db.FieldWords(ticket, ct));
    }

    /// <summary>What the organisation's own fields of the ticket, its customer and its order have, in words of its language.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FieldWords(this TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        var order = ticket.OrderId is { } id ? await db.Orders.Where(o => o.Id == id).Select(o => o.Fields).SingleOrDefaultAsync(ct) : null;
        var values = new Dictionary<FieldScope, Dictionary<string, JsonElement>>
        {
            [FieldScope.Ticket] = FieldValues.Read(ticket.Fields), [FieldScope.Customer] = FieldValues.Read(ticket.Customer.Fields), [FieldScope.Order] = FieldValues.Read(order ?? FieldValues.None),
        };
        if (values.Values.All(v => v.Count == 0)) return new Dictionary<string, string>();
        string[] keys = [.. values.Values.SelectMany(v => v.Keys).Distinct()];
        var fields = await db.Set<TicketField>().AsNoTracking().Where(f => keys.Contains(f.Key)).ToListAsync(ct);
        return fields.Where(f => values[f.About].ContainsKey(f.Key)).ToDictionary(f => f.About == FieldScope.Ticket ? $"field.{f.Key}" : $"{new FieldsOf(f.About).Word}-field.{f.Key}", f => f.Shown(values[f.About][f.Key], ticket.Language));
    }

    /// <summary>The template's words for this ticket, and their language.</summary>
    public static async Task<(string Language, string Body)> Fill(this TicketingDb db, ReplyTemplate template, Ticket ticket, Facts facts, CancellationToken ct)
    {
        var spoken = await db.Organisations.AsNoTracking().Select(o => o.Languages).SingleOrDefaultAsync(ct);
        var text = template.For(ticket.Language, spoken ?? []);
        return (text.Language, Variables.Fill(text.Body, facts));
    }
}
