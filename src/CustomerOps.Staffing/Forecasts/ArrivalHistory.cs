using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Staffing.Arrivals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>Contacts of one local day by half-hour of the local clock; null where nothing was counted.</summary>
internal sealed class DayCounts
{
    public double?[] Slots { get; } = new double?[HalfHour.PerDay];

    public double Total => Slots.Sum(s => s ?? 0);
}

/// <summary>What arrived, by local day.</summary>
internal sealed class ArrivalHistory
{
    /// <summary>As far back as the method and its measuring look.</summary>
    public const int Weeks = 20;

    public SortedDictionary<LocalDate, DayCounts> Days { get; } = [];

    public void Add(LocalDateTime start, double contacts)
    {
        if (!Days.TryGetValue(start.Date, out var day)) Days[start.Date] = day = new DayCounts();
        var slot = ((start.Hour * 60) + start.Minute) / HalfHour.Minutes;
        // The hour that comes twice when clocks go back counts by its mean: it stands for one hour of other days.
        day.Slots[slot] = day.Slots[slot] is { } earlier ? (earlier + contacts) / 2 : contacts;
    }

    /// <summary>The weeks before <paramref name="until"/> (exclusive). Where another system counted, its count is complete and stands; else tickets.</summary>
    public static async Task<ArrivalHistory> Load(StaffingDb db, TenantScope tenant, string channel, LocalDate until, DateTimeZone zone, CancellationToken ct)
    {
        var end = zone.AtStartOfDay(until).ToInstant();
        var last = await db.Database.SqlQuery<DateTimeOffset?>($"""
            select max(starts_at) as "Value" from arrivals where tenant_id = {tenant.Required} and channel = {channel} and starts_at < {end.ToDateTimeOffset()}
            """).SingleAsync(ct);
        var history = new ArrivalHistory();
        if (last is not { } newest) return history;
        var rows = await db.Database.SqlQuery<Row>($"""
            select starts_at, coalesce(max(contacts) filter (where source = 'import'), max(contacts)) as contacts from arrivals
            where tenant_id = {tenant.Required} and channel = {channel} and starts_at < {end.ToDateTimeOffset()} and starts_at >= {newest.AddDays(-7 * Weeks)}
            group by starts_at order by starts_at
            """).ToListAsync(ct);
        foreach (var row in rows) history.Add(Instant.FromDateTimeOffset(row.starts_at).InZone(zone).LocalDateTime, row.contacts);
        return history;
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(DateTimeOffset starts_at, int contacts);
#pragma warning restore IDE1006
}
