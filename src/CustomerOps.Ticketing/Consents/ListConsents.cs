using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Consents;

/// <param name="Given">What holds now, over all records of the person.</param>
internal sealed record ConsentStateView(ConsentPurpose Purpose, ConsentChannel Channel, bool Given);

/// <param name="InForce">No newer word takes its place.</param>
internal sealed record ConsentView(
    Guid Id, Guid CustomerId, ConsentPurpose Purpose, ConsentChannel Channel, bool Given, ConsentSource Source, string? TextVersion, Guid? SaidBy, string SaidByName, DateTimeOffset SaidAt, bool InForce);

/// <param name="InForce">True: only what holds now.</param>
internal sealed record ConsentFilter([property: Word<ConsentPurpose>] string? Purpose, [property: Word<ConsentChannel>] string? Channel, bool? InForce, int? Limit, [property: Text(500)] string? After);

internal static class ListConsents
{
    public static async Task<Page<ConsentView>> Handle(Guid id, [AsParameters] ConsentFilter filter, TicketingDb db, CancellationToken ct)
    {
        var (size, records, inForce) = (Paging.Limit(filter.Limit), await db.ReadRecordsOf(id, ct), db.InForce().Select(c => c.Id));
        if (records.Count == 0) throw new NotFound("customer");
        var consents = db.Set<Consent>().AsNoTracking().Where(c => records.Contains(c.CustomerId));
        if (Kebab<ConsentPurpose>.Read(filter.Purpose) is { } purpose) consents = consents.Where(c => c.Purpose == purpose);
        if (Kebab<ConsentChannel>.Read(filter.Channel) is { } channel) consents = consents.Where(c => c.Channel == channel);
        if (filter.InForce is { } holds) consents = consents.Where(c => inForce.Contains(c.Id) == holds);
        if (Paging.Read<string>(filter.After) is var (_, last)) consents = consents.Where(c => c.Id < last);
        var rows = await consents.OrderByDescending(c => c.Id).TakePage(size).Select(c => new { Consent = c, InForce = inForce.Contains(c.Id) }).ToListAsync(ct);
        return Paging.Cut(rows, size, r => ("id", r.Consent.Id), r => Seen(r.Consent, r.InForce));
    }

    private static ConsentView Seen(Consent c, bool inForce) => new(c.Id, c.CustomerId, c.Purpose, c.Channel, c.Given, c.Source, c.TextVersion, c.SaidBy, c.SaidByName, c.SaidAt, inForce);
}
