using System.Globalization;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>An all-day event of an iCalendar text (RFC 5545).</summary>
/// <param name="Days">How many days it lasts.</param>
internal sealed record AllDayEvent(string? Name, DateOnly Start, int Days, YearlyRule? Rule, IReadOnlyList<DateOnly> Except);

/// <summary>
/// Reads what holidays need of an iCalendar text: all-day events, single or yearly. The text is handed in, never fetched; events with a time of day
/// and cancelled ones are passed over.
/// </summary>
internal static class ICalText
{
    public const int MaxCharacters = 500_000, MostDaysOff = 31;

    public static IReadOnlyList<AllDayEvent> Read(string text)
    {
        RuleViolation.Unless(text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase), "calendar.ical", "The text is no iCalendar: BEGIN:VCALENDAR is missing.", "text");
        List<AllDayEvent> events = [];
        List<Line>? inside = null;
        foreach (var line in Unfold(text).Select(Line.Of))
        {
            if (line is { Name: "BEGIN", Value: "VEVENT" }) inside = [];
            else if (line is { Name: "END", Value: "VEVENT" } && inside is not null)
            {
                if (Event(inside) is { } found) events.Add(found);
                RuleViolation.Unless(events.Count <= CalendarRules.MostHolidays, "calendar.ical", $"The text holds more than {CalendarRules.MostHolidays} events.", "text");
                inside = null;
            }
            else inside?.Add(line);
        }

        return events;
    }

    private static AllDayEvent? Event(List<Line> lines)
    {
        if (lines.Any(l => l is { Name: "STATUS", Value: "CANCELLED" }) || lines.Find(l => l.Name == "DTSTART") is not { } first || Date(first.Value) is not { } start) return null;
        var end = lines.Find(l => l.Name == "DTEND") is { } last ? Date(last.Value) : null;
        var days = end is { } until ? until.DayNumber - start.DayNumber : 1;
        RuleViolation.Unless(days is > 0 and <= MostDaysOff, "calendar.ical", $"An event lasts {days} days; a holiday lasts 1 to {MostDaysOff}.", "text");
        var name = lines.Find(l => l.Name == "SUMMARY")?.Value is { } summary ? Plain(summary) : null;
        var except = lines.Where(l => l.Name == "EXDATE").SelectMany(l => l.Value.Split(',')).Select(Date).OfType<DateOnly>();
        return new(name, start, days, lines.Find(l => l.Name == "RRULE") is { } rule ? YearlyRule.Read(rule.Value) : null, [.. except]);
    }

    /// <summary>A line that begins with a space goes on with the one before.</summary>
    private static IEnumerable<string> Unfold(string text)
    {
        System.Text.StringBuilder? whole = null;
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] is ' ' or '\t') { whole?.Append(line.AsSpan(1)); continue; }
            if (whole is not null) yield return whole.ToString();
            whole = new(line);
        }

        if (whole is not null) yield return whole.ToString();
    }

    /// <summary>Null for a value with a time of day.</summary>
    public static DateOnly? Date(string value) =>
        DateOnly.TryParseExact(value.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string? Plain(string escaped)
    {
        var text = escaped.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal)
            .Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Trim();
        return text.Length == 0 ? null : text.Length > 200 ? text[..200] : text;
    }

    private sealed record Line(string Name, string Value)
    {
        // NAME;PARAMETER="a:b":VALUE; parameters say nothing that the value does not say.
        public static Line Of(string text)
        {
            var (quoted, at) = (false, 0);
            for (; at < text.Length && (quoted || text[at] != ':'); at++) if (text[at] == '"') quoted = !quoted;
            var name = text[..at];
            return new(name.Split(';', 2)[0].Trim().ToUpperInvariant(), at < text.Length ? text[(at + 1)..].Trim() : "");
        }
    }
}
