using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Branches;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace CustomerOps.Staffing.Arrivals;

/// <param name="TimeZone">IANA name for starts without an offset; the organisation's own when left out.</param>
[Example("""{ "channel": "phone", "counts": [{ "start": "2026-11-02T09:00:00Z", "count": 41 }] }""")]
internal sealed record ImportArrivals(string Channel, IReadOnlyList<ArrivalCount> Counts, string? TimeZone = null)
{
    private const int MaxCounts = 5000;

    /// <summary>Stores what another system counted. The same half-hour again replaces, so repeating is harmless.</summary>
    public static async Task<Ok<ArrivalsStored>> Handle(ImportArrivals request, StaffingDb db, TenantScope tenant, CancellationToken ct)
    {
        var channel = Arrivals.Channel.Checked(request.Channel);
        RuleViolation.Unless(request.Counts.Count is > 0 and <= MaxCounts, "arrivals.count", $"counts has 1 to {MaxCounts} entries.", "counts");
        var zone = request.TimeZone is null ? (await Clocks.Load(db, ct)).Organisation : Clocks.Named(request.TimeZone);
        var starts = new DateTimeOffset[request.Counts.Count];
        for (var i = 0; i < starts.Length; i++) starts[i] = request.Counts[i]?.Checked(zone, i) ?? throw new RuleViolation("arrivals.start", "An entry may not be null.", $"counts[{i}]");
        RuleViolation.Unless(starts.Distinct().Count() == starts.Length, "arrivals.twice", "Each half-hour once per call.", "counts");
        var contacts = request.Counts.Select(c => c.Count).ToArray();
        var stored = await db.Database.ExecuteSqlAsync($"""
            insert into arrivals (tenant_id, channel, starts_at, source, contacts)
            select {tenant.Required}, {channel}, c.starts_at, 'import', c.contacts from unnest({starts}, {contacts}) as c (starts_at, contacts)
            on conflict (tenant_id, channel, starts_at, source) do update set contacts = excluded.contacts
            """, ct);
        return TypedResults.Ok(new ArrivalsStored(channel, stored, starts.Min(), starts.Max()));
    }
}

/// <param name="Start">Start of a half-hour: ISO 8601 with offset, or local (<c>2026-11-23T08:30</c>) in the time zone given.</param>
internal sealed record ArrivalCount(string Start, int Count)
{
    private static readonly LocalDateTimePattern[] Local = [LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.ExtendedIso];

    public DateTimeOffset Checked(DateTimeZone zone, int index)
    {
        var (start, at) = (Moment(zone, index), $"counts[{index}]");
        RuleViolation.Unless(HalfHour.Of(start) == start, "arrivals.start", "An interval starts at a full or half hour.", $"{at}.start");
        RuleViolation.Unless(Count is >= 0 and <= 100_000, "arrivals.contacts", "A half-hour has 0 to 100,000 contacts.", $"{at}.count");
        return start;
    }

    private DateTimeOffset Moment(DateTimeZone zone, int index)
    {
        if (OffsetDateTimePattern.Rfc3339.Parse(Start).TryGetValue(default, out var moment)) return moment.ToInstant().ToDateTimeOffset();
        foreach (var pattern in Local)
        {
            if (!pattern.Parse(Start).TryGetValue(default, out var local)) continue;
            var map = zone.MapLocal(local);
            RuleViolation.Unless(map.Count > 0, "arrivals.start", "The clock skips this time in that zone.", $"counts[{index}].start");
            return map.First().ToInstant().ToDateTimeOffset();
        }
        throw new RuleViolation("arrivals.start", "Not a time: ISO 8601, for example 2026-11-23T08:30 or 2026-11-23T07:30:00Z.", $"counts[{index}].start");
    }
}

internal sealed record ArrivalsStored(string Channel, int Stored, DateTimeOffset First, DateTimeOffset Last);
