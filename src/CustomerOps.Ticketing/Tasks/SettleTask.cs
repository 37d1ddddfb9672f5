using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tasks;

/// <summary>A task and its ticket, to be changed: what blocks and what is blocked are saved together.</summary>
internal static class TaskLookup
{
    public static async Task<TicketTask> TaskToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var task = await db.Tasks.SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("task");
        ifMatch.Check(task.Version);
        return task;
    }

    public static async Task<Tagged<TaskView>> Answer(this TicketingDb db, TicketTask task, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(TaskView.Of(task), task.Version);
    }
}

internal static class ChangeTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, TaskRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var task = await db.TaskToChange(id, ifMatch, ct);
        task.Change(await request.Plan(db, ct), await db.TicketToChange(task.TicketId, ct), time.Now());
        return await db.Answer(task, ct);
    }
}

internal static class CompleteTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var task = await db.TaskToChange(id, ifMatch, ct);
        task.Settle(TaskState.Done, await db.TicketToChange(task.TicketId, ct), Author.Of(caller), time.Now());
        return await db.Answer(task, ct);
    }
}

internal static class CancelTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var task = await db.TaskToChange(id, ifMatch, ct);
        task.Settle(TaskState.Cancelled, await db.TicketToChange(task.TicketId, ct), Author.Of(caller), time.Now());
        return await db.Answer(task, ct);
    }
}

internal static class ReopenTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var task = await db.TaskToChange(id, ifMatch, ct);
        task.OpenAgain(await db.TicketToChange(task.TicketId, ct), time.Now());
        return await db.Answer(task, ct);
    }
}
