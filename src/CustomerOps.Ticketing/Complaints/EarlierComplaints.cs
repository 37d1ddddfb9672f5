using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>Why a complaint counts as a repeated one.</summary>
/// <param name="Earlier">So many complaints before it, within the days of the rule.</param>
internal sealed record Repetition(Likeness Likeness, int Earlier, int WithinDays);

/// <summary>How many complaints came before one, by what they have in common with it.</summary>
internal sealed record EarlierCounts(int SameCustomer, int SameCause, int SameProduct)
{
    public IEnumerable<Repetition> Repeated(RepetitionRule rule) => new[] { (Likeness.SameCustomer, SameCustomer), (Likeness.SameCause, SameCause), (Likeness.SameProduct, SameProduct) }
        .Where(c => rule.Needed(c.Item1) is > 0 and var needed && c.Item2 >= needed).Select(c => new Repetition(c.Item1, c.Item2, rule.WithinDays));
}

/// <param name="Likenesses">What it has in common with the one asked about.</param>
internal sealed record EarlierComplaintView(ComplaintView Complaint, IReadOnlyList<Likeness> Likenesses);

internal static class EarlierComplaints
{
    /// <summary>Those before a moment that are like it; withdrawn ones do not count.</summary>
    private static IQueryable<Complaint> Before(this IQueryable<Complaint> complaints, Guid? self, DateTimeOffset at, int withinDays)
    {
        var from = at.AddDays(-withinDays);
        return complaints.Where(c => c.Id != self && c.RegisteredAt >= from && c.RegisteredAt < at && c.Outcome != ComplaintOutcome.Withdrawn);
    }

    /// <summary>Also those in queues that the caller may not read: how grave it is depends on nobody's rights.</summary>
    public static async Task<EarlierCounts> CountEarlier(this TicketingDb db, Guid? self, Guid customerId, string? cause, string? sku, DateTimeOffset at, int withinDays, CancellationToken ct)
    {
        var (records, tenant) = (await db.ReadRecordsOf(customerId, ct), db.Tenant.Required);
        var earlier = db.Complaints.IgnoreQueryFilters().Where(c => c.TenantId == tenant).Before(self, at, withinDays);
        return new(
            await earlier.CountAsync(c => records.Contains(c.CustomerId), ct),
            cause is null ? 0 : await earlier.CountAsync(c => c.Cause == cause, ct),
            sku is null ? 0 : await earlier.CountAsync(c => c.Sku == sku, ct));
    }

    public static async Task<Page<EarlierComplaintView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var complaint = await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        var (policy, records) = (await db.ComplaintPolicy(ct), await db.ReadRecordsOf(complaint.CustomerId, ct));
        return await db.Complaints.AsNoTracking().Before(id, complaint.RegisteredAt, policy.Repetition.WithinDays)
            .Where(c => records.Contains(c.CustomerId) || (c.Cause != null && c.Cause == complaint.Cause) || (c.Sku != null && c.Sku == complaint.Sku))
            .NewestFirst(limit, after, c => c.Id, c => new EarlierComplaintView(ComplaintView.Of(c), [.. Common(c)]), ct);

        IEnumerable<Likeness> Common(Complaint c)
        {
            if (records.Contains(c.CustomerId)) yield return Likeness.SameCustomer;
            if (c.Cause is not null && c.Cause == complaint.Cause) yield return Likeness.SameCause;
            if (c.Sku is not null && c.Sku == complaint.Sku) yield return Likeness.SameProduct;
        }
    }
}
