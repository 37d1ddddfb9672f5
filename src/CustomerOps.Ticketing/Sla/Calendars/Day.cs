namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>Why a stretch of a day is as it is.</summary>
internal enum DayKind { Open, Break, Closed, Holiday }

/// <summary>A stretch of a local day, in its seconds.</summary>
/// <param name="Name">The holiday's.</param>
internal readonly record struct DayPart(int From, int To, DayKind Kind, string? Name = null);

/// <summary>A local day from its first second to its last, in parts without gaps.</summary>
internal sealed class Day
{
    private Day(IReadOnlyList<DayPart> parts) => (Parts, Open) = (parts, [.. parts.Where(p => p.Kind == DayKind.Open).Select(p => new DaySpan(p.From, p.To))]);

    public IReadOnlyList<DayPart> Parts { get; }

    /// <summary>The open stretches alone, in order.</summary>
    public DaySpan[] Open { get; }

    public static Day Off(string? name) => new([new(0, CalendarSpec.SecondsPerDay, DayKind.Holiday, name)]);

    public static Day Of(IEnumerable<DaySpan> openings, IEnumerable<WeekSpan>? breaks = null)
    {
        DaySpan[] open = [.. openings.OrderBy(o => o.From)];
        WeekSpan[] pauses = [.. breaks ?? []];
        List<DayPart> parts = [];
        foreach (var worked in Without(open, pauses))
        {
            Close(worked.From);
            parts.Add(new(worked.From, worked.To, DayKind.Open));
        }

        Close(CalendarSpec.SecondsPerDay);
        return new(parts);

        // What lies between two open stretches: a break where an opening would be, else closed.
        void Close(int until)
        {
            var from = parts.Count == 0 ? 0 : parts[^1].To;
            foreach (var edge in open.SelectMany(o => (int[])[o.From, o.To]).Concat(pauses.SelectMany(b => (int[])[b.From, b.To])).Append(until).Where(e => e > from && e <= until).Distinct().Order())
            {
                var kind = open.Any(o => o.From <= from && from < o.To) && pauses.Any(b => b.From <= from && from < b.To) ? DayKind.Break : DayKind.Closed;
                if (parts.Count > 0 && parts[^1].Kind == kind) parts[^1] = parts[^1] with { To = edge };
                else parts.Add(new(from, edge, kind));
                from = edge;
            }
        }
    }

    /// <summary>Openings with the breaks cut out.</summary>
    public static IReadOnlyList<DaySpan> Without(IEnumerable<DaySpan> openings, IEnumerable<WeekSpan> breaks)
    {
        var left = openings.ToList();
        foreach (var pause in breaks)
            left = [.. left.SelectMany(o => (DaySpan[])[new(o.From, Math.Min(o.To, pause.From)), new(Math.Max(o.From, pause.To), o.To)]).Where(o => o.From < o.To)];
        return left;
    }
}
