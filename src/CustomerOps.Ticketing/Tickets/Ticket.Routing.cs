namespace CustomerOps.Ticketing.Tickets;

/// <summary>What the ticket's way to a person needs to know. Set with every save, whoever changed what.</summary>
internal sealed partial class Ticket
{
    /// <summary>How long somebody who gave a ticket back is not given it again.</summary>
    private static readonly TimeSpan s_declines = TimeSpan.FromMinutes(30);

    /// <summary>Since when it waits for a person; null while somebody has it.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>When the person who has it was given it.</summary>
    public DateTimeOffset? AssignedAt { get; private set; }

    /// <summary>Who had it and has it again if they can, or who stands in for them.</summary>
    public Guid? PreferredId { get; private set; }
    public Guid? DeclinedBy { get; private set; }
    public DateTimeOffset? DeclinedUntil { get; private set; }

    public bool AwaitsPerson => AssigneeId is null && State is (TicketState.New or TicketState.Open);

    public void Queued(DateTimeOffset now) => (QueuedAt, AssignedAt) = (now, null);

    public void Given(DateTimeOffset now) => (QueuedAt, AssignedAt, PreferredId, DeclinedBy, DeclinedUntil) = (null, now, null, null, null);

    /// <summary>Gives it back to its queue; if they can, the same person or their substitute has it next.</summary>
    public bool Release(DateTimeOffset now, Guid? preferred)
    {
        if (!Release(now)) return false;
        PreferredId = preferred;
        return true;
    }

    /// <summary>They gave it back: others come first for a while.</summary>
    public void Decline(Guid? personId, DateTimeOffset now) => (DeclinedBy, DeclinedUntil) = (personId, personId is null ? null : now + s_declines);
}
