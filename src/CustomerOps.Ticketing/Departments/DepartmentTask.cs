using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Departments;

internal enum DepartmentTaskState { Open, Taken, Answered, Cancelled }

/// <summary>What a department is asked to do for a ticket: it sees this and nothing of the ticket or its customer.</summary>
internal sealed class DepartmentTask : Aggregate
{
    public const int MostOnOneTicket = 50;

    private DepartmentTask() { }

    public DepartmentTask(Ticket ticket, string department, string title, string? details, string? orderNumber, DateTimeOffset dueAt, Author by, DateTimeOffset now)
    {
        ticket.MayBeAnswered();
        RuleViolation.Unless(dueAt > now, "department-task.past", "It is due at a time to come.", "dueAt");
        (TicketId, Department, Title, Details, OrderNumber, DueAt, AskedBy, AskedByName, AskedAt) = (ticket.Id, department, title.Trim(), details?.Trim(), orderNumber, dueAt, by.Id, by.Name, now);
        Raise(new DepartmentAsked(Id, Department, OrderNumber, DueAt, now));
    }

    public Guid TicketId { get; private init; }
    public string Department { get; private init; } = "";
    public string Title { get; private init; } = "";

    /// <summary>All that the department needs to know.</summary>
    public string? Details { get; private init; }

    /// <summary>The shop's own number of the order.</summary>
    public string? OrderNumber { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public DepartmentTaskState State { get; private set; }
    public Guid? TakenBy { get; private set; }
    public string? TakenByName { get; private set; }
    public DateTimeOffset? TakenAt { get; private set; }
    public string? Answer { get; private set; }
    public string? AnsweredByName { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When its time went by without an answer.</summary>
    public DateTimeOffset? MissedAt { get; private set; }
    public Guid? AskedBy { get; private init; }
    public string AskedByName { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }

    public bool IsOpen => State is DepartmentTaskState.Open or DepartmentTaskState.Taken;

    /// <summary>Somebody does it; somebody else may take it over. Said again by the same, it changes nothing.</summary>
    public void Take(Author by, DateTimeOffset now)
    {
        NotOver();
        if (TakenBy == by.Id) return;
        (State, TakenBy, TakenByName, TakenAt) = (DepartmentTaskState.Taken, by.Id, by.Name, now);
        Touch();
    }

    /// <returns>What stands on the ticket; null where it was answered so before.</returns>
    public Message? Reply(string answer, Ticket ticket, Author by, DateTimeOffset now)
    {
        if (State == DepartmentTaskState.Answered && Answer == answer) return null;
        NotOver();
        if (TakenBy is null) Take(by, now);
        (State, Answer, AnsweredByName, AnsweredAt) = (DepartmentTaskState.Answered, answer, by.Name, now);
        Raise(new DepartmentAnswered(Id, Department, OrderNumber, now > DueAt, now));
        return ticket.State == TicketState.Closed ? null : ticket.Say(by, Visibility.Internal, $"{Department}: {Title}\n\n{answer}", now);
    }

    public void Cancel()
    {
        if (State == DepartmentTaskState.Cancelled) return;
        NotOver();
        State = DepartmentTaskState.Cancelled;
        Touch();
    }

    public void Miss(DateTimeOffset now)
    {
        MissedAt = now;
        Raise(new DepartmentOverdue(Id, Department, OrderNumber, DueAt, now));
    }

    private void NotOver() => RuleViolation.Unless(IsOpen, "department-task.over", $"The task is {Kebab<DepartmentTaskState>.Of(State)}.");
}
