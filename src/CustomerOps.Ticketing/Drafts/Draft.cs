using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Drafts;

/// <summary>What somebody is writing on a ticket and has not said yet; one per ticket and author. Colleagues see it when it is shared.</summary>
internal sealed class Draft : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid TicketId { get; init; }
    public Guid AuthorId { get; init; }
    public string AuthorName { get; set; } = "";
    public bool Shared { get; set; }
    public Visibility Visibility { get; set; }
    public string Body { get; set; } = "";
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed record DraftView(Guid AuthorId, string AuthorName, bool Shared, Visibility Visibility, string Body, DateTimeOffset UpdatedAt)
{
    public static DraftView Of(Draft d) => new(d.AuthorId, d.AuthorName, d.Shared, d.Visibility, d.Body, d.UpdatedAt);
}

/// <param name="Items">The caller's own and those colleagues share, newest first; at most 100.</param>
internal sealed record DraftsView(IReadOnlyList<DraftView> Items);
