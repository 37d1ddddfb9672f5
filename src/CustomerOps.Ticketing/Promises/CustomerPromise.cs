using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Promises;

/// <summary>What a customer is promised, by whom and by when.</summary>
internal sealed record PromisePlan(PromiseKind Kind, string Text, DateTimeOffset DueAt, Guid? PersonId, string? Contact);

/// <summary>
/// What a customer was promised on a ticket: "we call you by Friday 15:00". It keeps the ticket from being solved, is owed on when its time has gone by,
/// and comes back when the ticket is opened again; only a ticket that stayed solved settles it.
/// </summary>
internal sealed class CustomerPromise : Chronicled
{
    public const int MostOnOneTicket = 20, MostAttempts = 50;

    private CustomerPromise() { }

    public CustomerPromise(Ticket ticket, PromisePlan plan, Author by, DateTimeOffset now)
    {
        (TicketId, CustomerId, CreatedBy, CreatedByName, CreatedAt, OwedSince) = (ticket.Id, ticket.CustomerId, by.Id, by.Name, now, now);
        ticket.MayBeAnswered();
        ticket.Block(1, now);
        Take(plan, ticket, now);
        Chronicle(CustomerId, "promise-made", $"#{ticket.Number} {Text}", now);
    }

    public Guid TicketId { get; private init; }
    public Guid CustomerId { get; private init; }
    public PromiseKind Kind { get; private set; }

    /// <summary>What was promised, in the words said to the customer.</summary>
    public string Text { get; private set; } = "";
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Who keeps it; null: whoever has the ticket.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Where to call, if not where the customer is usually called.</summary>
    public string? Contact { get; private set; }
    public PromiseState State { get; private set; }

    /// <summary>Since it was made, or since its ticket was opened again: who was reached before has to be reached anew.</summary>
    public DateTimeOffset OwedSince { get; private set; }

    /// <summary>When its time first went by without its being kept.</summary>
    public DateTimeOffset? MissedAt { get; private set; }

    /// <summary>How often somebody higher was told that it is missed.</summary>
    public int Escalations { get; private set; }
    public List<CallAttempt> Attempts { get; private set; } = [];

    /// <summary>What came of it, or why it is withdrawn.</summary>
    public string? Outcome { get; private set; }
    public DateTimeOffset? KeptAt { get; private set; }
    public Guid? SettledBy { get; private set; }
    public string? SettledByName { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public Guid? CreatedBy { get; private init; }
    public string CreatedByName { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public bool IsLate => MissedAt is not null || KeptAt > DueAt;

    public void Change(PromisePlan plan, Ticket ticket, DateTimeOffset now)
    {
        NotOver();
        Take(plan, ticket, now);
    }

    /// <summary>Somebody tried to reach the customer.</summary>
    public void Try(CallOutcome outcome, string? note, Author by, DateTimeOffset now)
    {
        NotOver();
        RuleViolation.Unless(Kind == PromiseKind.CallBack, "promise.not-a-call", "Only a call-back is tried by calling.");
        RuleViolation.Unless(Attempts.Count < MostAttempts, "promise.too-many-attempts", $"A promise has at most {MostAttempts} attempts.");
        Attempts = [.. Attempts, new CallAttempt(now, by.Id, by.Name, outcome, note)];
        Touch();
    }

    /// <summary>It was done as promised. The same again changes nothing.</summary>
    public void Keep(string outcome, Ticket ticket, Author by, DateTimeOffset now)
    {
        if (State == PromiseState.Kept && Outcome == outcome) return;
        NotOver();
        RuleViolation.Unless(Kind != PromiseKind.CallBack || Attempts.Exists(a => a.Outcome == CallOutcome.Reached && a.At >= OwedSince), "promise.not-reached", "The customer was not reached yet: note the attempt that reached them, or withdraw the promise.");
        (State, Outcome, KeptAt, SettledBy, SettledByName) = (PromiseState.Kept, outcome, now, by.Id, by.Name);
        ticket.Block(-1, now);
        Tell(ticket, now);
        Chronicle(CustomerId, "promise-kept", $"#{ticket.Number} {Text}", now);
    }

    /// <summary>The customer does not want it any more, or got something else.</summary>
    public void Withdraw(string reason, Ticket ticket, Author by, DateTimeOffset now)
    {
        if (State == PromiseState.Withdrawn) return;
        NotOver();
        (State, Outcome, SettledBy, SettledByName, SettledAt) = (PromiseState.Withdrawn, reason, by.Id, by.Name, now);
        ticket.Block(-1, now);
        Tell(ticket, now);
        Chronicle(CustomerId, "promise-withdrawn", $"#{ticket.Number} {reason}", now);
    }

    /// <summary>Its ticket stayed solved: now it is done.</summary>
    public void Settle(Ticket ticket, DateTimeOffset now)
    {
        if (State != PromiseState.Kept) return;
        (State, SettledAt) = (PromiseState.Settled, now);
        Tell(ticket, now);
    }

    /// <summary>Its ticket was opened again: what was kept did not hold, and is owed anew.</summary>
    public void OweAgain(DateTimeOffset dueAt, Ticket ticket, DateTimeOffset now)
    {
        if (State != PromiseState.Kept) return;
        (State, Outcome, KeptAt, SettledBy, SettledByName, DueAt, MissedAt, Escalations) = (PromiseState.Open, null, null, null, null, dueAt, null, 0);
        OwedSince = now;
        ticket.Block(1, now);
        Announce(ticket, now);
        Chronicle(CustomerId, "promise-owed-again", $"#{ticket.Number} {Text}", now);
    }

    /// <summary>Says that its time is near.</summary>
    public void Warn(Ticket ticket) => Raise(new PromiseDueSoon(Id, CustomerId, TicketId, ticket.NumberText, Kebab<PromiseKind>.Of(Kind), PersonId ?? ticket.AssigneeId, DueAt));

    /// <summary>Its time has gone by, again.</summary>
    public void Miss(Ticket ticket, DateTimeOffset now)
    {
        if (MissedAt is null) Chronicle(CustomerId, "promise-missed", $"#{ticket.Number} {Text}", now);
        MissedAt ??= now;
        Escalations++;
        Raise(new PromiseMissed(Id, CustomerId, TicketId, ticket.NumberText, Kebab<PromiseKind>.Of(Kind), PersonId ?? ticket.AssigneeId, DueAt, Escalations, now));
    }

    private void Take(PromisePlan plan, Ticket ticket, DateTimeOffset now)
    {
        RuleViolation.Unless(plan.DueAt > now, "promise.past", "A promise is for a time to come.", "dueAt");
        if (DueAt != plan.DueAt) Escalations = 0;
        (Kind, Text, DueAt, PersonId, Contact) = (plan.Kind, plan.Text.Trim(), plan.DueAt, plan.PersonId, plan.Contact?.Trim());
        Announce(ticket, now);
    }

    private void Announce(Ticket ticket, DateTimeOffset now) => Raise(new PromiseMade(Id, CustomerId, TicketId, ticket.NumberText, Kebab<PromiseKind>.Of(Kind), PersonId ?? ticket.AssigneeId, DueAt, now));

    private void Tell(Ticket ticket, DateTimeOffset now) => Raise(new PromiseSettled(Id, CustomerId, TicketId, ticket.NumberText, Kebab<PromiseState>.Of(State), IsLate, now));

    private void NotOver() => RuleViolation.Unless(State == PromiseState.Open, "promise.over", $"The promise is {Kebab<PromiseState>.Of(State)}.");
}
