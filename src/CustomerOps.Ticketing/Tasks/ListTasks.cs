using System.Globalization;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tasks;

/// <param name="Assignee">A person's id or <c>me</c>; <c>none</c>: those of queues.</param>
/// <param name="State">open (default), done or cancelled.</param>
/// <param name="DueBefore">Due before this time.</param>
internal sealed record TaskFilter(
    [property: PersonOrNone] string? Assignee, [property: Text(50)] string? Queue, [property: Word<TaskState>] string? State, DateTimeOffset? DueBefore, int? Limit, [property: Text(500)] string? After);

internal static class ListTasks
{
    public static async Task<Page<TaskView>> Handle([AsParameters] TaskFilter filter, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var (size, state, me) = (Paging.Limit(filter.Limit), Kebab<TaskState>.Read(filter.State) ?? TaskState.Open, caller.SubjectId);
        var tasks = db.Tasks.AsNoTracking().Where(t => t.State == state);
        if (filter.Assignee == PersonOrNoneAttribute.None) tasks = tasks.Where(t => t.PersonId == null);
        else if (filter.Assignee is { } person && (person == PersonOrNoneAttribute.Me ? me : Guid.Parse(person)) is var id) tasks = tasks.Where(t => t.PersonId == id);
        if (filter.Queue is { } queue) tasks = tasks.Where(t => t.Queue == queue);
        if (filter.DueBefore?.ToUniversalTime() is { } before) tasks = tasks.Where(t => t.DueAt < before);
        if (Paging.Read<string>(filter.After) is var (key, last))
        {
            if (!DateTimeOffset.TryParseExact(key, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
            var utc = at.ToUniversalTime();
            tasks = tasks.Where(t => EF.Functions.GreaterThan(ValueTuple.Create(t.DueOrder, t.Id), ValueTuple.Create(utc, last)));
        }

        var rows = await tasks.OrderBy(t => t.DueOrder).ThenBy(t => t.Id).Take(size + 1).ToListAsync(ct);
        return Paging.Cut(rows, size, t => (t.DueOrder.ToString("O", CultureInfo.InvariantCulture), t.Id), TaskView.Of);
    }
}

internal static class GetTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var task = await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("task");
        return Tagged.Ok(TaskView.Of(task), task.Version);
    }
}

internal static class ListTicketTasks
{
    public static async Task<Page<TaskView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.Tasks.AsNoTracking().Where(t => thread.Contains(t.TicketId)).OldestFirst(limit, after, t => t.Id, TaskView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }
}
