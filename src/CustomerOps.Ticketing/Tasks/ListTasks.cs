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
        var state = Kebab<TaskState>.Read(filter.State) ?? TaskState.Open;
        var tasks = db.Tasks.AsNoTracking().Where(t => t.State == state);
        if (PersonOrNoneAttribute.Read(filter.Assignee, caller.SubjectId) is (true, var person)) tasks = tasks.Where(t => t.PersonId == person);
        if (filter.Queue is { } queue) tasks = tasks.Where(t => t.Queue == queue);
        if (filter.DueBefore?.ToUniversalTime() is { } before) tasks = tasks.Where(t => t.DueAt < before);
        return await tasks.DueFirst(filter.Limit, filter.After, t => (t.DueOrder, t.Id), TaskView.Of, ct);
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
