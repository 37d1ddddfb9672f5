using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Checklists;

/// <summary>One thing to be ticked off.</summary>
/// <param name="Blocks">The ticket is not solved before.</param>
internal sealed record ChecklistItem(Guid Id, string Text, bool Blocks, Guid? DoneBy = null, string? DoneByName = null, DateTimeOffset? DoneAt = null)
{
    public bool KeepsOpen => Blocks && DoneAt is null;
}

/// <summary>A list to be ticked off on a ticket; a ticket may have several.</summary>
internal sealed class Checklist : Aggregate
{
    public const int MostOnOneTicket = 20, MostItems = 50;

    private Checklist() { }

    public Checklist(Ticket ticket, string title, IEnumerable<(string Text, bool Blocks)> items, DateTimeOffset now)
    {
        ticket.MayBeAnswered();
        (TicketId, Title, CreatedAt) = (ticket.Id, title.Trim(), now);
        Items = [.. items.Select(i => new ChecklistItem(Guid.CreateVersion7(), i.Text.Trim(), i.Blocks))];
        ticket.Block(Items.Count(i => i.KeepsOpen), now);
    }

    public Guid TicketId { get; private init; }
    public string Title { get; private init; } = "";
    public List<ChecklistItem> Items { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private init; }

    public void Tick(Guid itemId, Ticket ticket, Author by, DateTimeOffset now) => Set(itemId, ticket, i => i.DoneAt is null ? i with { DoneBy = by.Id, DoneByName = by.Name, DoneAt = now } : i, now);

    public void Untick(Guid itemId, Ticket ticket, DateTimeOffset now) => Set(itemId, ticket, i => i with { DoneBy = null, DoneByName = null, DoneAt = null }, now);

    /// <summary>Before it is taken away: what it kept open is free.</summary>
    public void Drop(Ticket ticket, DateTimeOffset now)
    {
        ticket.MayBeAnswered();
        ticket.Block(-Items.Count(i => i.KeepsOpen), now);
    }

    private void Set(Guid itemId, Ticket ticket, Func<ChecklistItem, ChecklistItem> change, DateTimeOffset now)
    {
        ticket.MayBeAnswered();
        var before = Items.Find(i => i.Id == itemId) ?? throw new NotFound("checklist item");
        var after = change(before);
        if (after == before) return;
        Items = [.. Items.Select(i => i.Id == itemId ? after : i)];
        ticket.Block((after.KeepsOpen ? 1 : 0) - (before.KeepsOpen ? 1 : 0), now);
    }
}
