using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Participants;

/// <summary>Somebody beside the requester who is kept informed: they get public replies by mail and see the ticket in the portal, never what staff note.</summary>
internal sealed class Participant : ITenantOwned
{
    public const int Most = 48;

    private Participant() { }

    public Participant(Guid ticketId, string email, string? name, DateTimeOffset now, Guid? mergedFrom = null) =>
        (TicketId, Email, Name, AddedAt, MergedFrom) = (ticketId, email, name, now, mergedFrom);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }

    /// <summary>As <see cref="Customers.EmailAddress"/> has it.</summary>
    public string Email { get; private init; } = "";
    public string? Name { get; private init; }
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>The ticket whose requester came along when it was merged; they leave when it is taken apart.</summary>
    public Guid? MergedFrom { get; private init; }
}

internal sealed record ParticipantView(Guid Id, string Email, string? Name, DateTimeOffset AddedAt)
{
    public static ParticipantView Of(Participant p) => new(p.Id, p.Email, p.Name, p.AddedAt);
}

/// <param name="Items">In the order they were added; at most 48.</param>
internal sealed record ParticipantsView(IReadOnlyList<ParticipantView> Items);
