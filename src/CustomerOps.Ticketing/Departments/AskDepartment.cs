using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Departments;

/// <param name="Department">One of GET /departments.</param>
/// <param name="Details">All the department needs to know; it sees neither the ticket nor the customer.</param>
/// <param name="WithOrder">It sees the number of the ticket's order.</param>
[Example("""{ "department": "warehouse", "title": "Is SHOE-42 really out of stock?", "details": "The shop shows 3 pieces.", "withOrder": true, "dueAt": "2030-01-15T12:00:00Z" }""")]
internal sealed record AskDepartmentRequest([Text(50)] string Department, [Text(300)] string Title, DateTimeOffset DueAt, [Text(4_000)] string? Details = null, bool WithOrder = false);

/// <summary>As its department sees it: nothing of the ticket or the customer.</summary>
/// <param name="TicketId">For those who work on tickets; null for others.</param>
internal sealed record DepartmentTaskView(
    Guid Id, string Department, string Title, string? Details, string? OrderNumber, DateTimeOffset DueAt, DepartmentTaskState State, Guid? TakenBy, string? TakenByName, DateTimeOffset? TakenAt,
    string? Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt, DateTimeOffset? MissedAt, string AskedByName, DateTimeOffset AskedAt, Guid? TicketId)
{
    public static DepartmentTaskView Of(DepartmentTask t, Caller caller) => new(
        t.Id, t.Department, t.Title, t.Details, t.OrderNumber, t.DueAt, t.State, t.TakenBy, t.TakenByName, t.TakenAt, t.Answer, t.AnsweredByName, t.AnsweredAt, t.MissedAt, t.AskedByName, t.AskedAt,
        caller.Is(Roles.Staff) ? t.TicketId : null);
}

internal static class AskDepartment
{
    public static async Task<Tagged<DepartmentTaskView>> Handle(Guid id, AskDepartmentRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        RuleViolation.Unless(await db.Set<Department>().AnyAsync(d => d.Name == request.Department, ct), "department.unknown", "There is no such department; GET /departments lists them.", "department");
        RuleViolation.Unless(!request.WithOrder || ticket.OrderId is not null, "department-task.no-order", "The ticket has no order.", "withOrder");
        RuleViolation.Unless(await db.DepartmentTasks.CountAsync(t => t.TicketId == id, ct) < DepartmentTask.MostOnOneTicket, "department-task.too-many", $"A ticket has at most {DepartmentTask.MostOnOneTicket} of them.");
        var order = request.WithOrder ? await db.Orders.Where(o => o.Id == ticket.OrderId).Select(o => o.ExternalId).SingleAsync(ct) : null;
        var task = new DepartmentTask(ticket, request.Department, request.Title, request.Details, order, Moments.Whole(request.DueAt)!.Value, Author.Of(caller), time.Now());
        db.Add(task);
        db.Schedule(new DepartmentTaskDue(task.Id), task.DueAt);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/department-tasks/{task.Id}", DepartmentTaskView.Of(task, caller), task.Version);
    }
}

/// <summary>The time for a department's answer has gone by.</summary>
[Due("department-task-due")]
internal sealed record DepartmentTaskDue(Guid TaskId);

/// <summary>What a department did not do in time goes a tier up, for somebody to press for it.</summary>
internal sealed class EscalateDepartmentTask(TicketingDb db, TimeProvider time) : IDueHandler<DepartmentTaskDue>
{
    public async Task Handle(DepartmentTaskDue message, CancellationToken cancellationToken)
    {
        var task = await db.DepartmentTasks.SingleOrDefaultAsync(t => t.Id == message.TaskId, cancellationToken);
        if (task is not { IsOpen: true, MissedAt: null }) return;
        var (now, ticket) = (time.Now(), await db.GoingOn(await db.TicketToChange(task.TicketId, cancellationToken), cancellationToken));
        task.Miss(now);
        if (ticket.State is TicketState.Solved or TicketState.Closed) return;
        if (ticket.Tier < Tier.Supervisor && ticket.Escalate(ticket.Tier + 1, $"{task.Department} did not answer in time: {task.Title}", Author.System, now) is { } step) db.Add(step);
    }
}
