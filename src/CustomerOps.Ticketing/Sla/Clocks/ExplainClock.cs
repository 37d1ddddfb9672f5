using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <param name="Counted">Does it count?</param>
/// <param name="Reason">Why: open, around-the-clock; or why not: outside-hours, break, holiday, not-begun, ended, pending, on-hold, solved, closed.</param>
/// <param name="Note">The holiday's name.</param>
/// <param name="Run">The run of the clock it belongs to.</param>
/// <param name="ElapsedSeconds">Counted of that run up to the stretch's end.</param>
/// <param name="PolicyVersionId">The version of the policy then in force.</param>
/// <param name="CalendarVersionId">The version of the calendar then in force.</param>
internal sealed record StretchView(
    DateTimeOffset From, DateTimeOffset To, double Seconds, bool Counted, StretchReason Reason, string? Note, int Run, double ElapsedSeconds, Guid PolicyVersionId, Guid CalendarVersionId);

/// <param name="Clock">As <c>GET /clocks</c> shows it; null when nothing is promised or it has not begun.</param>
/// <param name="ElapsedSeconds">Counted of the last run up to <paramref name="AsOf"/>.</param>
/// <param name="Stretches">The ticket's whole life up to <paramref name="AsOf"/> without a gap, oldest first.</param>
internal sealed record ExplanationView(string Metric, DateTimeOffset AsOf, double ElapsedSeconds, ClockView? Clock, Page<StretchView> Stretches);

internal static class ExplainClock
{
    public static async Task<ExplanationView> Handle(
        Guid id, string metric, int? limit, [Text(500)] string? after, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var most = Paging.Limit(limit);
        var (cursor, asked) = (Paging.Read<string>(after), Kebab<Metric>.Knows(metric) ? Kebab<Metric>.Stored(metric) : throw new NotFound("clock"));
        var rows = await db.ClockFacts.AsNoTracking().Where(f => f.TicketId == id).OrderBy(f => f.Seq).ToListAsync(ct);
        if (rows.Count == 0) throw new NotFound("ticket");
        ClockFact[] facts = [.. rows.Select(r => r.ToFact())];
        var terms = await rulebook.TermsOf(db, facts, ct);
        // The pages of one explanation end at the moment the first was asked for.
        var until = cursor is var (sort, _) ? Moment(sort, 0) : Instant.FromUnixTimeMilliseconds(time.Now().ToUnixTimeMilliseconds());
        var from = cursor is var (read, _) ? Moment(read, 1) : facts[0].At;
        until = Instant.Max(until, facts[^1].At);
        var book = ClockHistory.Replay(facts, terms, until);
        var page = Views(Explanation.Of(asked, facts, terms, until)).Where(s => s.From >= from.ToDateTimeOffset()).Take(most + 1).ToList();
        return new(
            metric, until.ToDateTimeOffset(), book[asked].Elapsed.TotalSeconds, ClockView.Of(book, asked, terms(book.Terms)),
            Paging.Cut(page, most, s => (string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeMilliseconds()}/{s.To.ToUnixTimeMilliseconds()}"), id), s => s));
    }

    private static IEnumerable<StretchView> Views(IEnumerable<Stretch> stretches)
    {
        var (run, elapsed) = (0, Duration.Zero);
        foreach (var s in stretches)
        {
            if (s.Run != run) (run, elapsed) = (s.Run, Duration.Zero);
            if (s.Counted) elapsed += s.To - s.From;
            yield return new(
                s.From.ToDateTimeOffset(), s.To.ToDateTimeOffset(), (s.To - s.From).TotalSeconds, s.Counted, s.Reason, s.Note, s.Run, elapsed.TotalSeconds, s.Terms.PolicyVersionId, s.Terms.CalendarVersionId);
        }
    }

    private static Instant Moment(string cursor, int part) =>
        cursor.Split('/') is { Length: 2 } parts && long.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_800_000
            ? Instant.FromUnixTimeMilliseconds(milliseconds) : throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
}
