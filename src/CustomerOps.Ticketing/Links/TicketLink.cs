using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Links;

/// <summary>What one ticket is to another. Every word has its counterpart, and a link is stored once.</summary>
internal enum LinkKind { RelatesTo, Duplicates, DuplicatedBy, Blocks, BlockedBy, ParentOf, ChildOf, ProblemOf, IncidentOf, SplitInto, SplitFrom }

internal sealed class TicketLink : ITenantOwned
{
    private TicketLink() { }

    /// <summary>Stored from the side whose word comes first, so that both sides find the same one.</summary>
    public TicketLink(Guid from, Guid to, LinkKind kind, Author by, DateTimeOffset now)
    {
        (FromId, ToId, Kind) = Stored(from, to, kind);
        (LinkedBy, LinkedByName, LinkedAt) = (by.Id, by.Name, now);
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid FromId { get; private init; }
    public Guid ToId { get; private init; }
    public LinkKind Kind { get; private init; }
    public Guid? LinkedBy { get; private init; }
    public string LinkedByName { get; private init; } = "";
    public DateTimeOffset LinkedAt { get; private init; }

    public static LinkKind Seen(LinkKind kind) => kind switch
    {
        LinkKind.Duplicates => LinkKind.DuplicatedBy, LinkKind.DuplicatedBy => LinkKind.Duplicates,
        LinkKind.Blocks => LinkKind.BlockedBy, LinkKind.BlockedBy => LinkKind.Blocks,
        LinkKind.ParentOf => LinkKind.ChildOf, LinkKind.ChildOf => LinkKind.ParentOf,
        LinkKind.ProblemOf => LinkKind.IncidentOf, LinkKind.IncidentOf => LinkKind.ProblemOf,
        LinkKind.SplitInto => LinkKind.SplitFrom, LinkKind.SplitFrom => LinkKind.SplitInto,
        _ => kind,
    };

    public static (Guid From, Guid To, LinkKind Kind) Stored(Guid from, Guid to, LinkKind kind)
    {
        var turned = kind == LinkKind.RelatesTo ? from.CompareTo(to) > 0 : kind > Seen(kind);
        return turned ? (to, from, Seen(kind)) : (from, to, kind);
    }
}

/// <param name="Kind">What the ticket asked for is to this one: parent-of means this one is its child.</param>
internal sealed record LinkView(LinkKind Kind, Guid TicketId, string Number, string Subject, TicketState State, DateTimeOffset LinkedAt, string LinkedByName);
