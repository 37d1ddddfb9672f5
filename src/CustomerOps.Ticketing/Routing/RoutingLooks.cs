using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// One look at what waits is planned while something waits, never two: the net below all that says when to look. After a look that changed nothing the next one is later,
/// up to a quarter of an hour. Called while the organisation's routing is locked.
/// </summary>
internal sealed class RoutingLooks(TicketingDb db, StaffingLine line, TimeProvider time)
{
    private const int LongestMinutes = 15;

    /// <param name="earliest">When a rule that keeps a ticket waiting ends.</param>
    /// <param name="changed">Something had happened, or something was given.</param>
    public async Task LookAgain(DateTimeOffset? earliest, bool changed, CancellationToken ct)
    {
        var tries = changed ? 0 : 1 + await Tries(ct);
        var usual = time.GetUtcNow().AddMinutes(Math.Min(LongestMinutes, Math.Pow(2, Math.Min(tries, 10))));
        await Plan(earliest < usual ? earliest.Value : usual, tries, ct);
    }

    /// <summary>Staffing did not answer. What happens before the next question is due does not put off the one after it.</summary>
    public async Task AskAgain(CancellationToken ct)
    {
        var tries = await Tries(ct);
        await Plan(line.AskAgainAt(tries), tries + 1, ct);
    }

    private Task<int> Tries(CancellationToken ct) =>
        db.Database.SqlQuery<int>($"""select tries as "Value" from routing_looks where tenant_id = {db.Tenant.Required}""").SingleOrDefaultAsync(ct);

    private async Task Plan(DateTimeOffset at, int tries, CancellationToken ct)
    {
        var (now, tenant, due) = (time.GetUtcNow(), db.Tenant.Required, at.ToUniversalTime());
        // A plan whose time has passed was carried out or is lost: it counts as none.
        var planned = await db.Database.SqlQuery<DateTimeOffset?>($"""select planned_at as "Value" from routing_looks where tenant_id = {tenant} and planned_at > {now}""").SingleOrDefaultAsync(ct);
        if (planned <= due) (due, tries) = (planned.Value, Math.Min(tries, await Tries(ct)));
        else db.Schedule(new DrainQueues(due), due);
        await db.Database.ExecuteSqlAsync($"""
            insert into routing_looks (tenant_id, looked_at, planned_at, tries) values ({tenant}, {now}, {due}, {tries})
            on conflict (tenant_id) do update set looked_at = excluded.looked_at, planned_at = excluded.planned_at, tries = excluded.tries
            """, ct);
    }
}
