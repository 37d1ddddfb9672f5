using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Departments;

/// <summary>Staff see what was asked on the tickets that they may read; others what their departments were asked.</summary>
internal static class DepartmentAccess
{
    public static IQueryable<DepartmentTask> Seen(this TicketingDb db, Caller caller)
    {
        var me = caller.SubjectId;
        return caller.Is(Roles.Staff) ? db.DepartmentTasks : db.DepartmentTasks.Where(t => db.Set<Department>().Any(d => d.Name == t.Department && d.Members.Contains(me)));
    }

    public static async Task<DepartmentTask> DepartmentTaskToChange(this TicketingDb db, Guid id, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var task = await db.Seen(caller).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("department task");
        ifMatch.Check(task.Version);
        return task;
    }

    public static async Task<Tagged<DepartmentTaskView>> Answer(this TicketingDb db, DepartmentTask task, Caller caller, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(DepartmentTaskView.Of(task, caller), task.Version);
    }
}

/// <param name="State">Absent: all of them.</param>
internal sealed record DepartmentTaskFilter([property: Text(50)] string? Department, [property: Word<DepartmentTaskState>] string? State, int? Limit, [property: Text(500)] string? After);

internal static class ListDepartmentTasks
{
    public static async Task<Page<DepartmentTaskView>> Handle([AsParameters] DepartmentTaskFilter filter, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var tasks = db.Seen(caller).AsNoTracking();
        if (filter.Department is { } department) tasks = tasks.Where(t => t.Department == department);
        if (Kebab<DepartmentTaskState>.Read(filter.State) is { } state) tasks = tasks.Where(t => t.State == state);
        return await tasks.NewestFirst(filter.Limit, filter.After, t => t.Id, t => DepartmentTaskView.Of(t, caller), ct);
    }

    public static async Task<Page<DepartmentTaskView>> OfTicket(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.DepartmentTasks.AsNoTracking().Where(t => thread.Contains(t.TicketId)).OldestFirst(limit, after, t => t.Id, t => DepartmentTaskView.Of(t, caller), ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }

    public static async Task<Tagged<DepartmentTaskView>> One(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var task = await db.Seen(caller).AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("department task");
        return Tagged.Ok(DepartmentTaskView.Of(task, caller), task.Version);
    }
}

internal static class TakeDepartmentTask
{
    public static async Task<Tagged<DepartmentTaskView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var task = await db.DepartmentTaskToChange(id, ifMatch, caller, ct);
        task.Take(Author.Of(caller), time.Now());
        return await db.Answer(task, caller, ct);
    }

    public static async Task<Tagged<DepartmentTaskView>> Cancel(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var task = await db.DepartmentTaskToChange(id, ifMatch, caller, ct);
        task.Cancel();
        return await db.Answer(task, caller, ct);
    }
}

[Example("""{ "answer": "Found 2 in hall C; they leave today." }""")]
internal sealed record AnswerDepartmentTaskRequest([Text(10_000)] string Answer);

internal static class AnswerDepartmentTask
{
    /// <summary>Stands on the ticket that goes on as an internal note.</summary>
    public static async Task<Tagged<DepartmentTaskView>> Handle(Guid id, AnswerDepartmentTaskRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var task = await db.DepartmentTaskToChange(id, ifMatch, caller, ct);
        var ticket = await db.GoingOn(await db.TicketToChange(task.TicketId, ct), ct);
        if (task.Reply(request.Answer, ticket, Author.Of(caller), time.Now()) is { } said) db.Add(said);
        return await db.Answer(task, caller, ct);
    }
}
