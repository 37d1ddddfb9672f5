using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NpgsqlTypes;

namespace CustomerOps.Ticketing.Reports;

/// <summary>A group's figures as the database counts them.</summary>
internal sealed record FigureRow(
    string? Key, DateOnly? Start, long Count, long? Good, double? BusinessMean, double? BusinessMedian, double? BusinessP90, double? Mean, double? Median, double? P90)
{
    public TimesView? Business => BusinessMean is { } mean ? new(mean, BusinessMedian!.Value, BusinessP90!.Value) : null;

    public TimesView? Calendar => Mean is { } mean ? new(mean, Median!.Value, P90!.Value) : null;
}

internal static class CountFigures
{
    private const int MostGroups = 5_000;

    private const string Times = """
        , avg(f.business_seconds)::double precision as "BusinessMean", percentile_cont(0.5) within group (order by f.business_seconds) as "BusinessMedian",
        percentile_cont(0.9) within group (order by f.business_seconds) as "BusinessP90", avg(f.seconds)::double precision as "Mean",
        percentile_cont(0.5) within group (order by f.seconds) as "Median", percentile_cont(0.9) within group (order by f.seconds) as "P90"
        """;

    private const string NoTimes = """, null::double precision as "BusinessMean", null::double precision as "BusinessMedian", null::double precision as "BusinessP90", null::double precision as "Mean", null::double precision as "Median", null::double precision as "P90" """;

    /// <summary>Who has a ticket is counted from the first moment on that is not before, up to the last before it left.</summary>
    private const string Steps = """
         cross join lateral (values (width_bucket(f.at - interval '1 microsecond', @moments), 1), (width_bucket(f.until_order - interval '1 microsecond', @moments), -1)) step(place, change)
        """;

    /// <summary>All that counts, and the groups it was asked to be split into: by one question, unless one row may be in several groups or in those of many moments.</summary>
    public static async Task<(FigureRow Total, IReadOnlyList<FigureRow> Groups)> Figures(this TicketingDb db, Report report, DateTimeOffset now, CancellationToken ct)
    {
        if (report.Interval is { } interval) _ = report.Period.Starts(interval);
        var alone = report with { By = null, Interval = null };
        if (report == alone) return ((await db.Count(alone, now, ct))[0], []);
        var standing = report is { Measure: Measure.Backlog, Interval: not null };
        var rows = standing ? await db.CountBacklog(report, now, ct) : await db.Count(report, now, ct);
        FigureRow[] groups = [.. standing ? rows : rows.Skip(1)];
        RuleViolation.Unless(groups.Length <= MostGroups, "report.too-many-groups", $"There are more than {MostGroups} groups; ask for fewer days, longer intervals or fewer tickets.", "by");
        return (standing || report.By == Dimension.Tag ? (await db.Count(alone, now, ct))[0] : rows[0], groups);
    }

    /// <summary>The first row is the total, the others are the groups.</summary>
    private static async Task<IReadOnlyList<FigureRow>> Count(this TicketingDb db, Report report, DateTimeOffset now, CancellationToken ct)
    {
        var parameters = report.Parameters(db, now);
        var start = report.Interval is { } interval ? $"date_trunc('{Kebab<Interval>.Of(interval)}', f.at at time zone @zone)::date" : "null::date";
        var split = report.By is not null || report.Interval is not null;
        var sql = $"""
            select {(split ? "\"Key\", \"Start\"" : "null::text as \"Key\", null::date as \"Start\"")}, count(*) as "Count", count(*) filter (where f.good) as "Good"{(report.Measure.HasTimes() ? Times : NoTimes)}
            from (select {report.KeySql} as "Key", {start} as "Start", f.good, f.business_seconds, f.seconds {report.Counted(report.Only, parameters)}) f
            {(split ? $"group by grouping sets ((\"Key\", \"Start\"), ()) order by grouping(\"Key\", \"Start\") desc, 2, 3 desc, 1 limit {MostGroups + 2}" : "")}
            """;
        return await db.Database.SqlQueryRaw<FigureRow>(sql, [.. parameters]).ToListAsync(ct);
    }

    /// <summary>At each moment: what came into a group up to it and has not left.</summary>
    private static async Task<IReadOnlyList<FigureRow>> CountBacklog(this TicketingDb db, Report report, DateTimeOffset now, CancellationToken ct)
    {
        var interval = report.Interval!.Value;
        var moments = report.Period.Starts(interval).Select(s => (Start: s, Within: report.Period.Within(s, interval))).Where(s => s.Within.From <= now).Select(s => (s.Start, At: report.Until(s.Within, now))).ToList();
        if (moments.Count == 0) return [];
        var parameters = report.Parameters(db, moments[0].At, moments[^1].At);
        parameters.Add(new("@moments", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = moments.Select(m => m.At).ToArray() });
        var sql = $"""
            select {report.KeySql} as "Key", step.place as "Place", sum(step.change)::bigint as "Change"
            {report.Counted(report.Only, parameters, Steps)} group by 1, 2
            """;
        var steps = await db.Database.SqlQueryRaw<Step>(sql, [.. parameters]).ToListAsync(ct);
        return [.. steps.GroupBy(s => s.Key).SelectMany(g => Standing(g, moments)).Where(r => r.Count > 0).OrderBy(r => r.Start).ThenByDescending(r => r.Count).ThenBy(r => r.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<FigureRow> Standing(IGrouping<string?, Step> group, List<(LocalDate Start, DateTimeOffset At)> moments)
    {
        var (change, standing) = (group.ToDictionary(s => s.Place, s => s.Change), 0L);
        for (var i = 0; i < moments.Count; i++)
            yield return new(group.Key, moments[i].Start.ToDateOnly(), standing += change.GetValueOrDefault(i), null, null, null, null, null, null, null);
    }

    private sealed record Step(string? Key, int Place, long Change);
}
