using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Tasks;

internal enum TaskState { Open, Done, Cancelled }

/// <summary>Whose a task is: a person's or a queue's, by when, and whether the ticket waits for it.</summary>
internal sealed record TaskPlan(string Title, Guid? PersonId, string? Queue, DateTimeOffset? DueAt, bool Blocks);

/// <summary>Something to be done for a ticket by one person or department.</summary>
internal sealed class TicketTask : Aggregate
{
    public const int MostOnOneTicket = 100;

    private TicketTask() { }

    public TicketTask(Ticket ticket, TaskPlan plan, Author by, DateTimeOffset now)
    {
        (TicketId, CreatedBy, CreatedByName, CreatedAt) = (ticket.Id, by.Id, by.Name, now);
        ticket.MayBeAnswered();
        Take(plan, ticket, now);
    }

    public Guid TicketId { get; private init; }
    public string Title { get; private set; } = "";
    public Guid? PersonId { get; private set; }
    public string? Queue { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>What lists are ordered by, computed by the database.</summary>
    public DateTimeOffset DueOrder { get; private init; }

    /// <summary>The ticket is not solved while this is open.</summary>
    public bool Blocks { get; private set; }
    public TaskState State { get; private set; }
    public Guid? SettledBy { get; private set; }
    public string? SettledByName { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public Guid? CreatedBy { get; private init; }
    public string CreatedByName { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public void Change(TaskPlan plan, Ticket ticket, DateTimeOffset now)
    {
        RuleViolation.Unless(State == TaskState.Open, "task.settled", "A task that is done or cancelled is not changed; open it again first.");
        Unblock(ticket, now);
        Take(plan, ticket, now);
    }

    /// <summary>Done or cancelled; the same again changes nothing.</summary>
    public void Settle(TaskState state, Ticket ticket, Author by, DateTimeOffset now)
    {
        if (State == state) return;
        if (State == TaskState.Open) Unblock(ticket, now);
        (State, SettledBy, SettledByName, SettledAt) = (state, by.Id, by.Name, now);
        Raise(new TaskSettled(Id, TicketId, ticket.NumberText, Kebab<TaskState>.Of(state), by.Id, now));
    }

    public void OpenAgain(Ticket ticket, DateTimeOffset now)
    {
        if (State == TaskState.Open) return;
        ticket.MayBeAnswered();
        (State, SettledBy, SettledByName, SettledAt) = (TaskState.Open, null, null, null);
        if (Blocks) ticket.Block(1, now);
        Tell(ticket, now);
    }

    private void Take(TaskPlan plan, Ticket ticket, DateTimeOffset now)
    {
        (Title, PersonId, Queue, DueAt, Blocks) = (plan.Title.Trim(), plan.PersonId, plan.Queue, plan.DueAt, plan.Blocks);
        if (Blocks) ticket.Block(1, now);
        Tell(ticket, now);
    }

    private void Unblock(Ticket ticket, DateTimeOffset now)
    {
        if (Blocks) ticket.Block(-1, now);
    }

    private void Tell(Ticket ticket, DateTimeOffset now) => Raise(new TaskAssigned(Id, TicketId, ticket.NumberText, PersonId, Queue, DueAt, Blocks, now));
}
