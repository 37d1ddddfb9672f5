using System.Text.Encodings.Web;
using System.Text.Unicode;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>Something found.</summary>
/// <param name="Id">The ticket's, customer's or message's.</param>
/// <param name="Title">A ticket's subject or a customer's name.</param>
/// <param name="Snippet">What fits best as HTML: escaped, with the words found in <c>&lt;mark&gt;</c>; a customer's address.</param>
/// <param name="Score">0 to 1, comparable within one answer.</param>
internal sealed record SearchHit(
    SearchKind Kind, Guid Id, string Title, string? Snippet, double Score, Guid? TicketId = null, string? Number = null, TicketState? State = null, string? Language = null, Guid? MessageId = null);

/// <summary>Shows what was found: subjects, names and the passages that fit best.</summary>
internal static class SearchHits
{
    /// <summary>Mark the words found until the rest is escaped.</summary>
    private const char Start = '\u0002', Stop = '\u0003';
    private const int TextRead = 4_000;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task<IReadOnlyList<SearchHit>> Show(TicketingDb db, IReadOnlyList<Found> found, Wording words, CancellationToken ct)
    {
        Guid[] ticketIds = [.. found.Select(f => f.TicketId).OfType<Guid>().Distinct()], customerIds = [.. found.Where(f => f.Kind == SearchKind.Customer).Select(f => f.Id)];
        var tickets = ticketIds.Length == 0 ? [] : await db.Tickets.AsNoTracking().Where(t => ticketIds.Contains(t.Id)).Select(t => new { t.Id, t.Number, t.Subject, t.State, t.Language }).ToDictionaryAsync(t => t.Id, ct);
        var customers = customerIds.Length == 0 ? [] : await db.Customers.AsNoTracking().Where(c => customerIds.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Email }).ToDictionaryAsync(c => c.Id, ct);
        var passages = await Passages(db, [.. found.Where(f => f.Message is not null)], words, ct);
        // What was deleted between the questions is left out.
        return [.. found.Select(f => f.TicketId is { } id
            ? tickets.TryGetValue(id, out var t) ? new SearchHit(f.Kind, f.Id, t.Subject, passages.GetValueOrDefault(f.Message ?? default), f.Score, t.Id, Ticket.TextOf(t.Number), t.State, t.Language, f.Message) : null
            : customers.TryGetValue(f.Id, out var c) ? new SearchHit(f.Kind, f.Id, c.Name, c.Email is null ? null : Html.Encode(c.Email), f.Score) : null).OfType<SearchHit>()];
    }

    private static async Task<Dictionary<Guid, string>> Passages(TicketingDb db, IReadOnlyList<Found> found, Wording words, CancellationToken ct)
    {
        if (found.Count == 0) return [];
        var (options, query) = ($"StartSel={Start}, StopSel={Stop}, MaxWords=32, MinWords=16, ShortWord=2", string.Join(" | ", words.Terms.Select(t => t.Query)));
        Guid[] messages = [.. found.Select(f => f.Message!.Value)], tickets = [.. found.Select(f => f.TicketId!.Value)];
        var rows = await db.Database.SqlQuery<Passage>($"""
            select m.id, ts_headline(dictionary_of(t.language), left(m.body, {TextRead}), {query}::tsquery, {options}) as marked
            from unnest({messages}, {tickets}) f (message_id, ticket_id) join messages m on m.ticket_id = f.ticket_id and m.id = f.message_id join tickets t on t.id = f.ticket_id
            """).ToListAsync(ct);
        return rows.ToDictionary(r => r.id, r => Html.Encode(r.marked).Replace("&#x2;", "<mark>", StringComparison.Ordinal).Replace("&#x3;", "</mark>", StringComparison.Ordinal));
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Passage(Guid id, string marked);
#pragma warning restore IDE1006
}
