using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Tests.Sla.Clocks;

/// <summary>The oracle: lives through a history second by second, knows nothing of intervals, and asks of each second whether it is open and whether it counts.</summary>
internal sealed class SecondByBrute(RandomHistory history)
{
    private readonly One[] _clocks = [.. Enum.GetValues<Metric>().Select(m => new One(m))];
    private readonly List<(Metric Metric, int Run, int Level, Instant At)> _alarms = [];
    private TicketState _state;
    private Terms _terms = null!;
    private int _day = int.MinValue;
    private DateOnly _date;

    public IReadOnlyList<One> Clocks => _clocks;

    public IReadOnlyList<(Metric Metric, int Run, int Level, Instant At)> Alarms => _alarms;

    public SecondByBrute Live()
    {
        var next = 0;
        for (var second = 0; second <= history.Length; second++)
        {
            var now = history.Start + Duration.FromSeconds(second);
            for (Ring(now); next < history.Facts.Count && history.Facts[next].At == now; next++)
            {
                Happen(history.Facts[next], now);
                Ring(now);
            }

            if (second < history.Length) Tick(now);
        }

        return this;
    }

    /// <summary>Goes on after the end without any fact, at most so long, until that clock has counted its target.</summary>
    public Instant? Reaches(Metric metric, int most)
    {
        for (var second = 0; second <= most; second++)
        {
            var now = history.End + Duration.FromSeconds(second);
            if (_clocks[(int)metric].Breached is { } breached) return breached;
            Tick(now);
            Ring(now + Duration.FromSeconds(1));
        }

        return null;
    }

    public bool Counts(Metric metric) => Counts(_clocks[(int)metric]);

    private void Tick(Instant now)
    {
        bool? open = null;
        foreach (var clock in _clocks)
            if (Counts(clock) && (_terms.IsAroundTheClock(clock.Metric) || (open ??= IsOpen(now)))) clock.Seconds++;
    }

    private bool Counts(One clock)
    {
        if (!clock.On || _state is TicketState.Solved or TicketState.Closed) return false;
        var pauses = _terms.For(clock.Metric)?.PausesIn ?? (clock.Metric is Metric.Resolution or Metric.RequesterWait or Metric.TimeInQueue ? Waits.Pending : Waits.None);
        return !(_state == TicketState.Pending && (pauses & Waits.Pending) != 0) && !(_state == TicketState.OnHold && (pauses & Waits.OnHold) != 0);
    }

    private bool IsOpen(Instant now)
    {
        var calendar = history.Calendars[_terms.Reference.CalendarVersionId];
        var local = now.ToUnixTimeSeconds() + history.Zone.GetUtcOffset(now).Seconds;
        var (day, second) = ((int)(local / 86_400), (int)(local % 86_400));
        if (day != _day) (_day, _date) = (day, DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)));
        foreach (var own in calendar.Dates)
            if (own.Date == _date) return Any(own.Open, second);
        foreach (var holiday in calendar.Holidays)
            if (holiday.Date == _date || (holiday.Month == _date.Month && holiday.Day == _date.Day)) return false;
        return Any(calendar.Week, second) && !Any(calendar.Breaks, second);
    }

    private static bool Any(IReadOnlyList<DaySpan> spans, int second)
    {
        for (var i = 0; i < spans.Count; i++)
            if (spans[i].From <= second && second < spans[i].To) return true;
        return false;
    }

    private bool Any(IReadOnlyList<WeekSpan> spans, int second)
    {
        var weekday = _date.DayOfWeek == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)(int)_date.DayOfWeek;
        for (var i = 0; i < spans.Count; i++)
            if (spans[i].Day == weekday && spans[i].From <= second && second < spans[i].To) return true;
        return false;
    }

    private void Ring(Instant now)
    {
        foreach (var clock in _clocks)
        {
            if (_terms is null || !Counts(clock) || _terms.For(clock.Metric) is not { } promise) continue;
            for (var level = 0; level <= promise.Alarms.Count; level++)
            {
                var due = promise.Target.TotalSeconds + (level == 0 ? 0 : promise.Alarms[level - 1].TotalSeconds);
                if (clock.Seconds < due || !clock.Given.Add(level)) continue;
                _alarms.Add((clock.Metric, clock.Run, level, now));
                if (level == 0) clock.Breached = now;
            }
        }
    }

    private void Happen(ClockFact fact, Instant now)
    {
        var (response, next, update, queue) = (_clocks[0], _clocks[1], _clocks[2], _clocks[5]);
        One[] work = [_clocks[3], _clocks[4]];
        var isDone = _state is TicketState.Solved or TicketState.Closed;
        switch (fact.Kind)
        {
            case FactKind.Opened:
                (_state, _terms) = (fact.State!.Value, history.TermsOf(fact.Terms!));
                foreach (var clock in (One[])[response, .. work, queue]) clock.Begin();
                break;
            case FactKind.StateSet:
                var becomesDone = fact.State is TicketState.Solved or TicketState.Closed;
                if (!isDone && becomesDone)
                    foreach (var clock in (One[])[next, update, .. work, queue]) clock.End(now);
                if (isDone && !becomesDone)
                {
                    foreach (var clock in work) (clock.On, clock.Ended) = (true, null);
                    queue.Begin();
                    if (!response.On) update.Begin();
                }

                _state = fact.State!.Value;
                break;
            case FactKind.CustomerWrote when !isDone && !response.On && !next.On: next.Begin(); break;
            case FactKind.StaffAnswered:
                response.End(now);
                next.End(now);
                if (!isDone) update.Begin();
                break;
            case FactKind.QueueSet when !isDone: queue.Begin(); break;
            case FactKind.TermsSet: _terms = history.TermsOf(fact.Terms!); break;
        }
    }

    internal sealed class One(Metric metric)
    {
        public Metric Metric { get; } = metric;
        public bool On { get; set; }
        public int Run { get; private set; }
        public long Seconds { get; set; }
        public Instant? Ended { get; set; }
        public Instant? Breached { get; set; }
        public HashSet<int> Given { get; } = [];

        public void Begin()
        {
            (On, Run, Seconds, Ended, Breached) = (true, Run + 1, 0, null, null);
            Given.Clear();
        }

        public void End(Instant now)
        {
            if (On) (On, Ended) = (false, now);
        }
    }
}
