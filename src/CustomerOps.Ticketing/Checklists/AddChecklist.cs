using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Checklists;

/// <param name="Blocks">The ticket is not solved before.</param>
internal sealed record ChecklistItemRequest([Text(300)] string Text, bool Blocks = false);

[Example("""{ "title": "Return", "items": [{ "text": "Receipt seen", "blocks": true }, { "text": "Parcel label sent" }] }""")]
internal sealed record ChecklistRequest([Text(100)] string Title, [MinLength(1), MaxLength(Checklist.MostItems)] ChecklistItemRequest[] Items);

internal sealed record ChecklistView(Guid Id, Guid TicketId, string Title, IReadOnlyList<ChecklistItem> Items, DateTimeOffset CreatedAt)
{
    public static ChecklistView Of(Checklist c) => new(c.Id, c.TicketId, c.Title, c.Items, c.CreatedAt);
}

internal static class AddChecklist
{
    public static async Task<Tagged<ChecklistView>> Handle(Guid id, ChecklistRequest request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var list = await db.Retry(async () =>
        {
            var ticket = await db.TicketToChange(id, ct);
            var added = await db.NewChecklist(ticket, request.Title, request.Items.Select(i => (i.Text, i.Blocks)), time.Now(), ct);
            await db.SaveChangesAsync(ct);
            return added;
        });
        return Tagged.Created($"/api/v1/checklists/{list.Id}", ChecklistView.Of(list), list.Version);
    }

    /// <summary>The caller saves.</summary>
    internal static async Task<Checklist> NewChecklist(this TicketingDb db, Ticket ticket, string title, IEnumerable<(string, bool)> items, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(await db.Checklists.CountAsync(c => c.TicketId == ticket.Id, ct) < Checklist.MostOnOneTicket, "checklist.too-many", $"A ticket has at most {Checklist.MostOnOneTicket} checklists.");
        var list = new Checklist(ticket, title, items, now);
        db.Add(list);
        return list;
    }
}
