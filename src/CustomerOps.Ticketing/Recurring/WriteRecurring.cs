using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Sla;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Recurring;

/// <param name="Missed">skip: what nobody was there for does not happen; one: one ticket for all of it.</param>
[Example("""{ "name": "Check the fire doors", "schedule": { "every": "monthly", "nth": 1, "weekdays": ["monday"], "at": "08:30", "from": "2030-01-01", "closedDay": "after" }, "ticket": { "subject": "Fire doors", "body": "Each door, each floor.", "requesterEmail": "safety@example.com", "actions": [{ "step": "add-checklist", "text": "Doors", "items": [{ "text": "Ground floor" }, { "text": "First floor" }] }] } }""")]
internal sealed record RecurringRequest([Text(100)] string Name, Recurrence Schedule, TicketPlan Ticket, Missed Missed = Missed.One)
{
    public async Task<RecurringSpec> Read(TicketingDb db, FieldBook fields, CancellationToken ct)
    {
        await CreateMacro.Names(Ticket.Actions ?? [], db, fields, ct);
        return new(Schedule, Ticket, Missed);
    }
}

/// <param name="NextAt">Null where none comes any more, or it is paused.</param>
internal sealed record RecurringView(Guid Id, string Name, Recurrence Schedule, TicketPlan Ticket, Missed Missed, bool Paused, DateTimeOffset? NextAt, DateTimeOffset CreatedAt)
{
    public static RecurringView Of(RecurringTicket r) => new(r.Id, r.Name, r.Spec.Schedule, r.Spec.Ticket, r.Spec.Missed, r.Paused, r.NextAt, r.CreatedAt);
}

internal static class CreateRecurring
{
    public static async Task<Tagged<RecurringView>> Handle(RecurringRequest request, TicketingDb db, FieldBook fields, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(await db.Set<RecurringTicket>().CountAsync(ct) < RecurringTicket.Most, "recurring.too-many", $"An organisation has at most {RecurringTicket.Most} of them.");
        var recurring = new RecurringTicket { CreatedAt = time.Now() };
        db.Add(recurring);
        await db.Planned(recurring, recurring.Set(request.Name, await request.Read(db, fields, ct), (await rulebook.For(db, ct)).Hours, time.Now()), ct);
        return Tagged.Created($"/api/v1/recurring-tickets/{recurring.Id}", RecurringView.Of(recurring), recurring.Version);
    }

    internal static async Task Planned(this TicketingDb db, RecurringTicket recurring, OpenRecurring? next, CancellationToken ct)
    {
        if (next is not null) db.Schedule(next, next.At);
        await db.SaveChangesAsync(ct);
    }

    internal static async Task<RecurringTicket> RecurringToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        var recurring = await db.Set<RecurringTicket>().SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("recurring ticket");
        ifMatch.Check(recurring.Version);
        return recurring;
    }
}

internal static class SetRecurring
{
    public static async Task<Tagged<RecurringView>> Handle(Guid id, RecurringRequest request, IfMatch ifMatch, TicketingDb db, FieldBook fields, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var recurring = await db.RecurringToChange(id, ifMatch, ct);
        await db.Planned(recurring, recurring.Set(request.Name, await request.Read(db, fields, ct), (await rulebook.For(db, ct)).Hours, time.Now()), ct);
        return Tagged.Ok(RecurringView.Of(recurring), recurring.Version);
    }
}

internal static class PauseRecurring
{
    public static Task<Tagged<RecurringView>> Pause(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct) => Set(id, true, ifMatch, db, rulebook, time, ct);

    public static Task<Tagged<RecurringView>> Resume(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct) => Set(id, false, ifMatch, db, rulebook, time, ct);

    private static async Task<Tagged<RecurringView>> Set(Guid id, bool paused, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var recurring = await db.RecurringToChange(id, ifMatch, ct);
        await db.Planned(recurring, recurring.Pause(paused, (await rulebook.For(db, ct)).Hours, time.Now()), ct);
        return Tagged.Ok(RecurringView.Of(recurring), recurring.Version);
    }
}

internal static class RemoveRecurring
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        db.Remove(await db.RecurringToChange(id, ifMatch, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ReadRecurring
{
    private const int Previewed = 20;

    public static Task<Page<RecurringView>> List(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct) =>
        db.Set<RecurringTicket>().AsNoTracking().OldestFirst(limit, after, r => r.Id, RecurringView.Of, ct);

    public static async Task<Tagged<RecurringView>> Get(Guid id, TicketingDb db, CancellationToken ct)
    {
        var recurring = await db.Set<RecurringTicket>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("recurring ticket");
        return Tagged.Ok(RecurringView.Of(recurring), recurring.Version);
    }

    public static async Task<OccurrencesView> Occurrences(Guid id, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var recurring = await db.Set<RecurringTicket>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("recurring ticket");
        var hours = (await rulebook.For(db, ct)).Hours;
        return new([.. recurring.Spec.Schedule.Occurrences(hours, Instant.FromDateTimeOffset(time.GetUtcNow())).Take(Previewed).Select(i => i.ToDateTimeOffset())]);
    }

    public static async Task<Page<OpeningOfRecurring>> Openings(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Set<RecurringTicket>().AnyAsync(r => r.Id == id, ct)) throw new NotFound("recurring ticket");
        return await db.Set<RecurringOpening>().AsNoTracking().Where(o => o.RecurringId == id && db.Tickets.Any(t => t.Id == o.TicketId)).NewestFirst(limit, after, o => o.Id, o => new OpeningOfRecurring(o.Occurrence, o.TicketId, o.OpenedAt), ct);
    }
}

/// <param name="Items">The next 20, if it is not changed, paused or ended before.</param>
internal sealed record OccurrencesView(IReadOnlyList<DateTimeOffset> Items);

internal sealed record OpeningOfRecurring(DateTimeOffset Occurrence, Guid TicketId, DateTimeOffset OpenedAt);
