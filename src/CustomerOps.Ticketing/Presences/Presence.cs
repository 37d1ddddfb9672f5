using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Presences;

/// <summary>What somebody does with a ticket on their screen.</summary>
internal enum Activity { Viewing, Editing }

/// <summary>Somebody has the ticket open. Not said again for thirty seconds, it is no longer so.</summary>
internal sealed class Presence : ITenantOwned
{
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    public Guid TenantId { get; set; }
    public Guid TicketId { get; init; }
    public Guid PersonId { get; init; }
    public string Name { get; set; } = "";
    public Activity Activity { get; set; }
    public DateTimeOffset SeenAt { get; set; }
}

/// <param name="SeenAt">When it was said last; 30 seconds later it holds no longer.</param>
internal sealed record PresenceView(Guid PersonId, string Name, Activity Activity, DateTimeOffset SeenAt);

/// <param name="Items">Who has the ticket open now, the caller among them; who edits first.</param>
internal sealed record PresencesView(IReadOnlyList<PresenceView> Items);
