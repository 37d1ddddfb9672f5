using System.Globalization;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Reports;

internal static class GetReport
{
    public static async Task<ReportView> Handle([AsParameters] ReportFilter filter, HttpContext http, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        var report = Report.Of(filter, await Period.Read(filter.From, filter.To, db, time, ct), caller);
        var (total, groups) = await db.Figures(report, now, ct);
        var (names, links) = (await db.NamesOf(report.By, groups.Select(g => g.Key), ct), new Links(report, http.Request.Query));
        return new(
            report.Measure, report.Measure.Definition(), report.Period.First.ToDateOnly(), report.Period.Last.ToDateOnly(), report.Period.Zone.Id, report.By, report.Interval, Figures(report, total, links.ToAll()),
            [.. groups.Select(g => new ReportGroupView(g.Key, Name(names, g.Key), g.Start, Figures(report, g, links.To(g))))]);
    }

    public static string? Name(IReadOnlyDictionary<string, string> names, string? key) => key is null ? null : names.GetValueOrDefault(key, key);

    /// <summary>How people call what only has an id or a short name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesOf(this TicketingDb db, Dimension? by, IEnumerable<string?> keys, CancellationToken ct)
    {
        if (by == Dimension.Queue) return (await ListQueues.Handle(db, ct)).Items.ToDictionary(q => q.Name, q => q.Title);
        if (by != Dimension.Person) return new Dictionary<string, string>();
        Guid[] ids = [.. keys.OfType<string>().Select(Guid.Parse).Distinct()];
        return await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id.ToString(), p => p.Name, ct);
    }

    private static FiguresView Figures(Report report, FigureRow row, string tickets) =>
        new(row.Count, report.Measure.HasRate() && row.Count > 0 ? (double)row.Good!.Value / row.Count : null, row.Business, row.Calendar, tickets);

    /// <summary>The same question about a figure's tickets.</summary>
    private sealed class Links(Report report, IQueryCollection asked)
    {
        private readonly KeyValuePair<string, string?>[] _asked =
        [
            .. asked.Where(q => q.Key is not ("from" or "to")).Select(q => new KeyValuePair<string, string?>(q.Key, q.Value)),
            new("from", report.Period.First.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)), new("to", report.Period.Last.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)),
        ];

        public string ToAll() => Link(_asked.Where(q => q.Key is not ("by" or "interval")));

        public string To(FigureRow row) => Link([
            .. _asked, .. report.By is null ? [] : (KeyValuePair<string, string?>[])[row.Key is null ? new("withoutKey", "true") : new("key", row.Key)],
            .. row.Start is { } start ? (KeyValuePair<string, string?>[])[new("start", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))] : []]);

        private string Link(IEnumerable<KeyValuePair<string, string?>> query) => QueryHelpers.AddQueryString($"/api/v1/reports/{Kebab<Measure>.Of(report.Measure)}/tickets", query);
    }
}
