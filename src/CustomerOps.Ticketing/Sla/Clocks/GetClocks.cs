using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

internal enum ClockState { Running, Paused, Fulfilled, Breached }

/// <param name="Metric">first-response, next-response, periodic-update, resolution, requester-wait or time-in-queue.</param>
/// <param name="State">A breached clock stays breached, whatever came later.</param>
/// <param name="TargetMinutes">Promised minutes, rounded up.</param>
/// <param name="TargetSeconds">Promised seconds of counted time.</param>
/// <param name="AroundTheClock">True when every second counts, false when only open time does.</param>
/// <param name="Run">How often it has begun: reply clocks begin anew with each question.</param>
/// <param name="DueAt">While it is paused: when it would be due, did it go on at once.</param>
/// <param name="WarnAt">When the first warning before the deadline is due or was; the deadline where the policy has none.</param>
internal sealed record ClockView(
    string Metric, ClockState State, int TargetMinutes, int TargetSeconds, bool AroundTheClock, int Run, DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt,
    DateTimeOffset? PausedAt, DateTimeOffset? FulfilledAt, DateTimeOffset? WarnedAt, DateTimeOffset? BreachedAt)
{
    public static ClockView? Of(ClockBook book, Metric metric, Terms terms)
    {
        var clock = book[metric];
        if (clock.Run == 0 || terms.For(metric) is not { } promise || book.DueAt(metric, terms) is not { } due) return null;
        var paused = clock.IsOn && !book.Counts(metric, terms);
        var state = clock.BreachedAt is not null ? ClockState.Breached : !clock.IsOn ? ClockState.Fulfilled : paused ? ClockState.Paused : ClockState.Running;
        var first = promise.Alarms.Where(a => a < Duration.Zero).DefaultIfEmpty(Duration.Zero).Min();
        var warn = clock.WarnedAt ?? (first == Duration.Zero ? due : Instant.Min(due, terms.Add(metric, clock.EndedAt ?? book.AsOf, promise.Target + first - clock.Elapsed)));
        return new(
            Kebab<Metric>.Of(metric), state, (int)Math.Ceiling(promise.Target.TotalMinutes), (int)promise.Target.TotalSeconds, promise.AroundTheClock, clock.Run,
            clock.BegunAt!.Value.ToDateTimeOffset(), warn.ToDateTimeOffset(), due.ToDateTimeOffset(), paused ? book.InStateSince.ToDateTimeOffset() : null,
            clock.EndedAt?.ToDateTimeOffset(), clock.WarnedAt?.ToDateTimeOffset(), clock.BreachedAt?.ToDateTimeOffset());
    }
}

/// <param name="Items">The clocks that something is promised for and that have begun.</param>
internal sealed record ClocksView(IReadOnlyList<ClockView> Items);

internal static class GetClocks
{
    public static async Task<Tagged<ClocksView>> Handle(Guid id, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        var clocks = await db.TicketClocks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("ticket");
        if (clocks.Book is not { } book) return Tagged.Ok(new ClocksView([]), clocks.Version);
        var terms = await rulebook.TermsOf(db, book.Terms, ct);
        return Tagged.Ok(new ClocksView([.. Enum.GetValues<Metric>().Select(m => ClockView.Of(book, m, terms)).OfType<ClockView>()]), clocks.Version);
    }
}
