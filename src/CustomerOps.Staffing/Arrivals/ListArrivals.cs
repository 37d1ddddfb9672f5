using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Arrivals;

/// <summary>Contacts of one half-hour.</summary>
/// <param name="Contacts">What forecasts reckon with: the imported count where there is one (it is complete), else the tickets.</param>
internal sealed record ArrivalView(DateTimeOffset Start, int Contacts, int? Tickets, int? Imported);

internal static class ListArrivals
{
    public static async Task<Ok<Page<ArrivalView>>> Handle(string channel, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? after, StaffingDb db, TenantScope tenant, CancellationToken ct)
    {
        var (size, cursor) = (Paging.Limit(limit), Paging.Read<DateTimeOffset>(after)?.Sort);
        RuleViolation.Unless(from is null || to is null || from < to, "arrivals.range", "from lies before to.", "to");
        var (first, last, past) = (Utc(from), Utc(to), Utc(cursor));
        var rows = await db.Database.SqlQuery<Row>($"""
            select starts_at, max(contacts) filter (where source = 'tickets') as tickets, max(contacts) filter (where source = 'import') as imported
            from arrivals
            where tenant_id = {tenant.Required} and channel = {Channel.Checked(channel)} and ({first}::timestamptz is null or starts_at >= {first})
              and ({last}::timestamptz is null or starts_at < {last}) and ({past}::timestamptz is null or starts_at > {past})
            group by starts_at order by starts_at limit {size + 1}
            """).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(rows, size, r => (r.starts_at, Guid.Empty), r => new ArrivalView(r.starts_at, r.imported ?? r.tickets ?? 0, r.tickets, r.imported)));
    }

    private static DateTimeOffset? Utc(DateTimeOffset? moment) => moment?.ToUniversalTime();

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(DateTimeOffset starts_at, int? tickets, int? imported);
#pragma warning restore IDE1006
}
