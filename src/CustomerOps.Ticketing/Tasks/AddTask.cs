using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tasks;

/// <summary>For a person or a queue, one of the two.</summary>
/// <param name="Blocks">The ticket is not solved before.</param>
[Example("""{ "title": "Look for the parcel at the depot", "queue": "specialists", "dueAt": "2030-01-15T12:00:00Z", "blocks": true }""")]
internal sealed record TaskRequest([Text(300)] string Title, Guid? PersonId = null, [Text(50)] string? Queue = null, DateTimeOffset? DueAt = null, bool Blocks = false)
{
    public async Task<TaskPlan> Plan(TicketingDb db, CancellationToken ct)
    {
        RuleViolation.Unless(PersonId is null != Queue is null, "task.assignee", "Name a person or a queue.", "personId");
        RuleViolation.Unless(Queue is null || await db.HasQueue(Queue, ct), "ticket.queue-unknown", "There is no such queue; GET /queues lists them.", "queue");
        RuleViolation.Unless(PersonId is null || await db.WorksHere(PersonId, ct), "ticket.person-unknown", "Nobody of that id works here.", "personId");
        return new(Title, PersonId, Queue, Moments.Whole(DueAt), Blocks);
    }
}

/// <param name="SettledBy">Who did or cancelled it.</param>
internal sealed record TaskView(
    Guid Id, Guid TicketId, string Title, Guid? PersonId, string? Queue, DateTimeOffset? DueAt, bool Blocks, TaskState State, Guid? SettledBy, string? SettledByName, DateTimeOffset? SettledAt,
    Guid? CreatedBy, string CreatedByName, DateTimeOffset CreatedAt)
{
    public static TaskView Of(TicketTask t) => new(
        t.Id, t.TicketId, t.Title, t.PersonId, t.Queue, t.DueAt, t.Blocks, t.State, t.SettledBy, t.SettledByName, t.SettledAt, t.CreatedBy, t.CreatedByName, t.CreatedAt);
}

internal static class AddTask
{
    public static async Task<Tagged<TaskView>> Handle(Guid id, TaskRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var task = await db.Retry(async () =>
        {
            var ticket = await db.TicketToChange(id, ct);
            var added = await db.NewTask(ticket, await request.Plan(db, ct), Author.Of(caller), time.Now(), ct);
            await db.SaveChangesAsync(ct);
            return added;
        });
        return Tagged.Created($"/api/v1/tasks/{task.Id}", TaskView.Of(task), task.Version);
    }

    /// <summary>The caller saves.</summary>
    internal static async Task<TicketTask> NewTask(this TicketingDb db, Ticket ticket, TaskPlan plan, Author by, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(await db.Tasks.CountAsync(t => t.TicketId == ticket.Id, ct) < TicketTask.MostOnOneTicket, "task.too-many", $"A ticket has at most {TicketTask.MostOnOneTicket} tasks.");
        var task = new TicketTask(ticket, plan, by, now);
        db.Add(task);
        return task;
    }
}
