using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <param name="Source">A name for where it comes from; holidays imported under it before are replaced.</param>
/// <param name="Text">An iCalendar text (RFC 5545): all-day events, single or yearly.</param>
[Example("""{ "source": "Danish holidays", "text": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas Day\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR" }""")]
internal sealed record ImportHolidaysRequest([Text(100)] string Source, [Text(ICalText.MaxCharacters)] string Text);

internal static class ImportHolidays
{
    /// <summary>A recurrence that is no simple date of the year is laid out for so long; import again before then.</summary>
    private const int YearsAhead = 12;

    public static async Task<Tagged<CalendarView>> Handle(Guid id, ImportHolidaysRequest request, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        var found = Holidays(ICalText.Read(request.Text), request.Source.Trim(), DateOnly.FromDateTime(now.UtcDateTime)).Distinct().Take(CalendarRules.MostHolidays + 1).ToList();
        ServiceDefaults.Problems.RuleViolation.Unless(found.Count > 0, "calendar.ical-empty", "The text holds no all-day event.", "text");
        var (calendar, spec) = await db.Retry(async () =>
        {
            var calendar = await db.CalendarToChange(id, ct);
            var before = await db.SpecOf(calendar, ct);
            var spec = before with { Holidays = [.. before.Holidays.Where(h => h.Source != request.Source.Trim()), .. found] };
            ServiceDefaults.Problems.RuleViolation.Unless(spec.Holidays.Count <= CalendarRules.MostHolidays, "calendar.too-many-holidays", $"A calendar has at most {CalendarRules.MostHolidays} holidays.", "text");
            db.PutInForce(calendar.Change(spec, calendar.TimeZone, before, now), now);
            await db.SaveChangesAsync(ct);
            return (calendar, spec);
        });
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Created($"/api/v1/calendars/{calendar.Id}", CalendarView.Of(calendar, spec), calendar.Version);
    }

    public static IEnumerable<Holiday> Holidays(IEnumerable<AllDayEvent> events, string source, DateOnly today)
    {
        foreach (var told in events)
        {
            if (told is { Rule.IsPlain: true, Days: 1, Except.Count: 0 })
            {
                yield return new(told.Name, null, told.Rule.Months is [var month] ? month : told.Start.Month, told.Rule.Days is [var day] ? day : told.Start.Day, source);
                continue;
            }

            var starts = told.Rule is null ? [told.Start] : told.Rule.Dates(told.Start, today.AddYears(YearsAhead)).Where(d => d >= today.AddYears(-1));
            foreach (var start in starts.Except(told.Except))
                for (var offset = 0; offset < told.Days; offset++) yield return new(told.Name, start.AddDays(offset), null, null, source);
        }
    }
}
