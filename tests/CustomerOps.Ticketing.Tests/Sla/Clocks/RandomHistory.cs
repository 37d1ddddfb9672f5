using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Tests.Sla.Clocks;

/// <summary>A ticket's life of some minutes, made from a seed: where the clocks change, at midnight, over breaks and holidays, with rules that change in between.</summary>
internal sealed class RandomHistory
{
    private static readonly string[] Zones = ["Europe/Copenhagen", "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC"];
    private static readonly LocalDate[] Days = [new(2026, 6, 10), new(2026, 12, 25), new(2026, 12, 31), new(2028, 2, 28), new(2026, 3, 29)];
    private readonly Random _random;
    private readonly Dictionary<TermsRef, Terms> _terms = [];
    private readonly Guid[] _calendars, _policies;

    public RandomHistory(int seed)
    {
        _random = new Random(seed);
        Zone = DateTimeZoneProviders.Tzdb[Any(Zones)];
        Start = SomeStart();
        Length = _random.Next(200, 1500);
        _calendars = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Id())];
        _policies = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Id())];
        Calendars = _calendars.ToDictionary(id => id, _ => Calendar().Check());
        Facts = [.. SomeFacts()];
        Looks = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Start + Duration.FromSeconds(_random.Next(Length))).Order()];
    }

    public DateTimeZone Zone { get; }
    public Instant Start { get; }
    public int Length { get; }
    public Instant End => Start + Duration.FromSeconds(Length);
    public IReadOnlyDictionary<Guid, CalendarSpec> Calendars { get; }
    public IReadOnlyList<ClockFact> Facts { get; }

    /// <summary>Times at which somebody looks at the clocks although nothing has happened.</summary>
    public IReadOnlyList<Instant> Looks { get; }

    public Terms TermsOf(TermsRef reference)
    {
        if (!_terms.TryGetValue(reference, out var terms)) _terms[reference] = terms = new Terms(reference, Calendars[reference.CalendarVersionId].Compile(), Promises());
        return terms;
    }

    private Instant SomeStart()
    {
        var noon = Any(Days).At(new LocalTime(12, 0)).InZoneLeniently(Zone).ToInstant();
        var change = Zone.GetZoneInterval(noon);
        var about = _random.Next(3) switch
        {
            0 when change.HasEnd => change.End,
            1 => Zone.AtStartOfDay(noon.InZone(Zone).Date.PlusDays(_random.Next(2))).ToInstant(),
            _ => noon,
        };
        return Instant.FromUnixTimeSeconds(about.ToUnixTimeSeconds() - _random.Next(-600, 1800));
    }

    private IEnumerable<ClockFact> SomeFacts()
    {
        var (at, state, terms) = (Start, TicketState.New, SomeTerms());
        yield return new(at, FactKind.Opened, state, "front-line", terms);
        var priority = terms.Priority;
        for (var i = _random.Next(11); i > 0 && state != TicketState.Closed; i--)
        {
            if (_random.Next(7) > 0) at += Duration.FromSeconds(_random.Next(Length / 5));
            if (at >= End) yield break;
            var fact = _random.Next(10) switch
            {
                < 4 => new ClockFact(at, FactKind.StateSet, state = Any(Enum.GetValues<TicketState>())),
                < 6 => new(at, FactKind.CustomerWrote),
                < 8 => new(at, FactKind.StaffAnswered),
                8 => new(at, FactKind.QueueSet, Queue: $"queue-{_random.Next(3)}"),
                _ => new(at, FactKind.TermsSet, Terms: SomeTerms()),
            };
            yield return fact;
        }
    }

    private TermsRef SomeTerms() => new(Any(_policies), Any(_calendars), (Priority)_random.Next(4));

    private List<Promise> Promises()
    {
        List<Promise> promises = [];
        foreach (var metric in Enum.GetValues<Metric>().Where(_ => _random.Next(5) > 0))
        {
            var target = _random.Next(15, _random.Next(2) == 0 ? 120 : 1800);
            var alarms = Enumerable.Range(0, _random.Next(4)).Select(_ => Duration.FromSeconds(_random.Next(1 - target, 300)));
            promises.Add(new(metric, Duration.FromSeconds(target), _random.Next(4) == 0, _random.Next(2) == 0 ? metric.UsualPauses() : (Waits)_random.Next(4), [.. alarms]));
        }

        return promises;
    }

    private CalendarSpec Calendar()
    {
        var local = Start.InZone(Zone);
        var today = local.Date.ToDateOnly();
        var week = Enumerable.Range(1, 7).SelectMany(day => Spans().Select(s => new WeekSpan((IsoDayOfWeek)day, s.From, s.To))).ToList();
        var breaks = Enumerable.Range(1, 7).Where(_ => _random.Next(2) == 0).SelectMany(day => Spans().Take(1).Select(s => new WeekSpan((IsoDayOfWeek)day, s.From, Math.Min(s.To, s.From + 400)))).ToList();
        List<DateHours> dates = _random.Next(6) == 0 ? [new(today.AddDays(_random.Next(2)), _random.Next(3) == 0 ? [] : Spans())] : [];
        List<Holiday> holidays = _random.Next(8) switch { 0 => [new("Day off", today.AddDays(_random.Next(2)), null, null)], 1 => [new("Every year", null, today.Month, today.Day)], _ => [] };
        week.Add(new(IsoDayOfWeek.Monday, 86_399, 86_400));
        return new(Zone.Id, [.. week.Where(w => w.To < 86_399 || w.Day != IsoDayOfWeek.Monday || w.From == 86_399)], breaks, dates, holidays);

        List<DaySpan> Spans()
        {
            if (_random.Next(8) == 0) return [new(0, 86_400)];
            List<DaySpan> spans = [];
            var from = _random.Next(3) == 0 ? 0 : Math.Max(0, (local.TimeOfDay.Hour * 3600) + (local.TimeOfDay.Minute * 60) - _random.Next(1200));
            for (var i = _random.Next(1, 6); i > 0 && from < 86_340; i--)
            {
                var to = Math.Min(86_400, from + _random.Next(1, 900));
                spans.Add(new(from, to));
                from = to + (_random.Next(4) == 0 ? 0 : _random.Next(1, 600));
            }

            if (_random.Next(4) == 0 && from < 86_000) spans.Add(new(86_000, 86_400));
            return spans;
        }
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
