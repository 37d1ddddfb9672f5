using System.Globalization;
using CsvHelper;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Reports;

/// <summary>A report as a file: RFC 4180 in UTF-8, one header line, the API's names; a text that a spreadsheet would take for a formula is made harmless.</summary>
internal static class ReportCsv
{
    private const string FiguresHead = "start,key,name,count,rate,businessMean,businessMedian,businessP90,mean,median,p90";
    private const string TicketsHead = "number,subject,state,queue,person,branch,channel,language,priority,tags,at,seconds,businessSeconds,good,metric";

    public static async Task<PushStreamHttpResult> Figures([AsParameters] ReportFilter filter, HttpContext http, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var report = await GetReport.Handle(filter, http, db, caller, time, ct);
        IEnumerable<ReportGroupView> groups = report.By is null && report.Interval is null ? [new(null, null, null, report.Total)] : report.Groups;
        return File(filter.Measure, FiguresHead, groups.Select(g => (g.Figures, Row: new[] { Text(g.Start), g.Key, g.Name, Text(g.Figures.Count), Text(g.Figures.Rate) }))
            .Select(g => (string?[])[.. g.Row, .. Times(g.Figures.Business), .. Times(g.Figures.Calendar)]).ToAsyncEnumerable(), ct);
    }

    /// <summary>However many they are: they leave as the database reads them.</summary>
    public static async Task<PushStreamHttpResult> Tickets([AsParameters] ReportFilter filter, [AsParameters] FigureFilter figure, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var report = figure.Of(Report.Of(filter, await Period.Read(filter.From, filter.To, db, time, ct), caller));
        var parameters = report.Parameters(db, time.Now());
        var sql = $"""
            select t.number as "Number", t.subject as "Subject", t.state as "State", f.queue as "Queue", p.name as "Person", t.branch as "Branch", t.channel as "Channel", t.language as "Language",
                {report.Key(Dimension.Priority)} as "Priority", array_to_string(t.tags, ' ') as "Tags", f.at as "At", f.seconds as "Seconds", f.business_seconds as "BusinessSeconds", f.good as "Good", f.metric as "Metric"
            {report.Counted(report.Only, parameters, " left join people p on p.tenant_id = f.tenant_id and p.id = f.person_id")} order by f.at desc, f.id desc
            """;
        return File($"{filter.Measure}-tickets", TicketsHead, db.Database.SqlQueryRaw<CsvTicket>(sql, [.. parameters]).AsAsyncEnumerable().Select(t => (string?[])
        [
            Text(t.Number), t.Subject, t.State, t.Queue, t.Person, t.Branch, t.Channel, t.Language, t.Priority, t.Tags,
            t.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Text(t.Seconds), Text(t.BusinessSeconds), Text(t.Good), t.Metric,
        ]), ct);
    }

    private static string?[] Times(TimesView? times) => [Text(times?.Mean), Text(times?.Median), Text(times?.P90)];

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool b => b ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static PushStreamHttpResult File(string name, string head, IAsyncEnumerable<string?[]> rows, CancellationToken ct) => TypedResults.Stream(async body =>
    {
        await using var csv = CsvWriter.Create(body, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(head.Split(','), ct);
        await foreach (var row in rows.WithCancellation(ct)) await csv.WriteRecordAsync([.. row.Select(field => field ?? "")], ct);
    }, "text/csv; charset=utf-8", $"{name}.csv");

    private sealed record CsvTicket(
        long Number, string Subject, string State, string Queue, string? Person, string? Branch, string Channel, string Language, string Priority, string Tags, DateTimeOffset At, long? Seconds, long? BusinessSeconds, bool? Good, string? Metric);
}
