using System.Globalization;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace CustomerOps.Ticketing.Reports;

/// <summary>The figure whose tickets are asked for.</summary>
/// <param name="Key">The group's key, of what <c>by</c> says.</param>
/// <param name="WithoutKey">True: the group of those that have none.</param>
/// <param name="Start">The first day of the interval.</param>
internal sealed record FigureFilter([property: Text(100)] string? Key, bool? WithoutKey, DateOnly? Start)
{
    /// <summary>The report of that figure alone.</summary>
    public Report Of(Report report)
    {
        RuleViolation.Unless(Key is null || WithoutKey != true, "report.key", "A figure has a key or none.", "key");
        RuleViolation.Unless((Key is null && WithoutKey != true) || report.By is not null, "report.key", "A key is of what the report is split by.", "by");
        RuleViolation.Unless(Start is null || report.Interval is not null, "report.start", "An interval begins then: send interval too.", "start");
        var only = report.By is { } by && (Key is not null || WithoutKey == true) ? report.Only.Append((by, Key)) : report.Only;
        return report with { By = null, Only = [.. only], Period = Start is { } start ? report.Period.Within(LocalDate.FromDateOnly(start), report.Interval!.Value) : report.Period };
    }
}

/// <param name="At">When it came in, was answered, was solved, or its promise decided; of the backlog: since when it was there.</param>
/// <param name="Seconds">Since its creation, by the clock.</param>
/// <param name="BusinessSeconds">Since its creation, while its calendar was open.</param>
/// <param name="Good">Is it in the share the report's rate tells?</param>
/// <param name="Metric">Of a promise.</param>
internal sealed record ReportTicketView(TicketView Ticket, DateTimeOffset At, long? Seconds, long? BusinessSeconds, bool? Good, string? Metric);

internal sealed record CountedRow(Guid Id, Guid TicketId, DateTimeOffset At, long? Seconds, long? BusinessSeconds, bool? Good, string? Metric);

internal static class ListReportTickets
{
    public static async Task<Page<ReportTicketView>> Handle(
        [AsParameters] ReportFilter filter, [AsParameters] FigureFilter figure, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var report = figure.Of(Report.Of(filter, await Period.Read(filter.From, filter.To, db, time, ct), caller));
        var (parameters, more) = (report.Parameters(db, time.Now()), "");
        if (Paging.Read<DateTimeOffset>(after) is var (at, id))
        {
            parameters.AddRange([new NpgsqlParameter<DateTimeOffset>("@afterat", at.ToUniversalTime()), new NpgsqlParameter<Guid>("@afterid", id)]);
            more = " and (f.at, f.id) < (@afterat, @afterid)";
        }

        var sql = $"""
            select f.id as "Id", f.ticket_id as "TicketId", f.at as "At", f.seconds as "Seconds", f.business_seconds as "BusinessSeconds", f.good as "Good", f.metric as "Metric"
            {report.Counted(report.Only, parameters)}{more} order by f.at desc, f.id desc limit {(size + 1).ToString(CultureInfo.InvariantCulture)}
            """;
        var rows = await db.Database.SqlQueryRaw<CountedRow>(sql, [.. parameters]).ToListAsync(ct);
        Guid[] ids = [.. rows.Select(r => r.TicketId)];
        var tickets = await db.Tickets.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(TicketRow.Shown).ToDictionaryAsync(r => r.View.Id, r => r.View, ct);
        return Paging.Cut(rows, size, r => (r.At, r.Id), r => new ReportTicketView(tickets[r.TicketId], r.At, r.Seconds, r.BusinessSeconds, r.Good, r.Metric));
    }
}
