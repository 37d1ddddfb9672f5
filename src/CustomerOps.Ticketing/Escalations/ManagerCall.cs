using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Calling: nobody has said yes yet. Unanswered: everybody was called as often as may be. Over: the ticket was settled without.</summary>
internal enum CallState { Calling, Acknowledged, Unanswered, Over }

/// <param name="Mailed">False where the organisation has no mailbox.</param>
internal sealed record PersonCalled(Guid PersonId, string Name, DateTimeOffset At, bool Mailed);

/// <summary>An extreme case: somebody who decides is called, and the next one in line when they do not answer, until somebody does.</summary>
internal sealed class ManagerCall : Aggregate
{
    private ManagerCall() { }

    public ManagerCall(Ticket ticket, string reason, Author by, DateTimeOffset now) =>
        (TicketId, Reason, OpenedByName, OpenedAt, NextCallAt) = (ticket.Id, reason, by.Name, now, now);

    public Guid TicketId { get; private init; }
    public string Reason { get; private init; } = "";
    public string OpenedByName { get; private init; } = "";
    public DateTimeOffset OpenedAt { get; private init; }
    public CallState State { get; private set; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<PersonCalled> Calls { get; private set; } = [];

    /// <summary>A due message with another time is out of date.</summary>
    public DateTimeOffset? NextCallAt { get; private set; }
    public Guid? AcknowledgedBy { get; private set; }
    public string? AcknowledgedByName { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>Calls somebody, and plans when the next is called.</summary>
    public void Call(Person person, bool mailed, string number, DateTimeOffset next, DateTimeOffset now)
    {
        (Calls, NextCallAt) = ([.. Calls, new PersonCalled(person.Id, person.Name, now, mailed)], next);
        Raise(new ManagerCalled(Id, TicketId, number, person.Id, Calls.Count, now));
    }

    /// <summary>Nobody is left to be called, or the case is settled.</summary>
    public void End(CallState state, string number, DateTimeOffset now)
    {
        (State, NextCallAt) = (state, null);
        if (state == CallState.Unanswered) Raise(new ManagerCallUnanswered(Id, TicketId, number, Calls.Count, now));
        else Touch();
    }

    /// <summary>Somebody takes care. Saying so again changes nothing; the first one counts.</summary>
    public void Acknowledge(Author by, string number, DateTimeOffset now)
    {
        if (State is CallState.Acknowledged) return;
        (State, NextCallAt, AcknowledgedBy, AcknowledgedByName, AcknowledgedAt) = (CallState.Acknowledged, null, by.Id, by.Name, now);
        Raise(new ManagerCallAcknowledged(Id, TicketId, number, by.Id!.Value, now));
    }
}
