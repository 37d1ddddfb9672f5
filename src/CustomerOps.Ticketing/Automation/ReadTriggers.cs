using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <param name="Items">In the order in which they are asked; at most 100.</param>
internal sealed record TriggersView(IReadOnlyList<TriggerView> Items);

internal static class ListTriggers
{
    public static async Task<TriggersView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<Trigger>().AsNoTracking().OrderBy(t => t.Position).ThenBy(t => t.Id).Take(Trigger.Most).ToListAsync(ct)).Select(TriggerView.Of)]);
}

internal static class GetTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var trigger = await db.Set<Trigger>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("trigger");
        return Tagged.Ok(TriggerView.Of(trigger), trigger.Version);
    }
}

internal sealed record TriggerVersionView(int Revision, string Name, TriggerBody Trigger, Guid? ChangedBy, string ChangedByName, DateTimeOffset ChangedAt);

/// <param name="Items">Newest first; at most 100.</param>
internal sealed record TriggerVersionsView(IReadOnlyList<TriggerVersionView> Items);

internal static class ListTriggerVersions
{
    private const int Most = 100;

    public static async Task<TriggerVersionsView> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var versions = await db.Set<TriggerVersion>().AsNoTracking().Where(v => v.TriggerId == id).OrderByDescending(v => v.Revision).Take(Most).ToListAsync(ct);
        if (versions.Count == 0) throw new NotFound("trigger");
        return new([.. versions.Select(v => new TriggerVersionView(v.Revision, v.Name, TriggerBody.Of(v.Spec), v.ChangedBy, v.ChangedByName, v.ChangedAt))]);
    }
}

/// <param name="Revision">The version that fired.</param>
/// <param name="CycleId">The same for all that fired upon the same happening.</param>
/// <param name="Happened">What had happened to the ticket.</param>
/// <param name="Saw">What each condition saw, and whether it held.</param>
/// <param name="Steps">What was done.</param>
/// <param name="Changes">What that changed of the ticket.</param>
/// <param name="Code">Why it failed or was stopped; nothing was done then.</param>
internal sealed record FiringView(
    Guid Id, Guid TicketId, Guid TriggerId, string TriggerName, int Revision, Guid CycleId, IReadOnlyList<string> Happened, IReadOnlyList<Seen> Saw, IReadOnlyList<string> Steps,
    IReadOnlyList<FiringChange> Changes, FiringOutcome Outcome, string? Code, string? Reason, DateTimeOffset At)
{
    public static FiringView Of(Firing f) => new(f.Id, f.TicketId, f.TriggerId, f.TriggerName, f.Revision, f.CycleId, f.Happened, f.Saw, f.Steps, f.Changes, f.Outcome, f.Code, f.Reason, f.At);
}

internal static class ListTicketFirings
{
    public static async Task<Page<FiringView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return await db.Set<Firing>().AsNoTracking().Where(f => f.TicketId == id).OldestFirst(limit, after, f => f.Id, FiringView.Of, ct);
    }
}

internal static class ListTriggerFirings
{
    public static async Task<Page<FiringView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Set<TriggerVersion>().AnyAsync(v => v.TriggerId == id, ct)) throw new NotFound("trigger");
        return await db.Set<Firing>().AsNoTracking().Where(f => f.TriggerId == id && db.Tickets.Any(t => t.Id == f.TicketId)).NewestFirst(limit, after, f => f.Id, FiringView.Of, ct);
    }
}
