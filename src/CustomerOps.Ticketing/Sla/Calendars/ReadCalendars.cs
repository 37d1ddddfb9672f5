using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <param name="Items">The organisation's own first, then by name; at most 101.</param>
internal sealed record CalendarsView(IReadOnlyList<CalendarView> Items);

internal static class ListCalendars
{
    public static async Task<CalendarsView> Handle(TicketingDb db, CancellationToken ct)
    {
        var rows = await db.Calendars.AsNoTracking().Where(c => c.RetiredAt == null)
            .Join(db.CalendarVersions, c => c.CurrentId, v => v.Id, (c, v) => new { Calendar = c, v.Spec })
            .OrderByDescending(r => r.Calendar.IsDefault).ThenBy(r => r.Calendar.Name).Take(Calendar.Most + 1).ToListAsync(ct);
        return new([.. rows.Select(r => CalendarView.Of(r.Calendar, r.Spec))]);
    }
}

internal static class GetCalendar
{
    public static async Task<Tagged<CalendarView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var calendar = await db.CalendarToChange(id, ct);
        return Tagged.Ok(CalendarView.Of(calendar, await db.SpecOf(calendar, ct)), calendar.Version);
    }
}

/// <param name="Number">1 for the first.</param>
internal sealed record CalendarVersionView(Guid Id, int Number, DateTimeOffset MadeAt, string Zone, IReadOnlyList<OpeningView> Week, IReadOnlyList<OpeningView> Breaks, IReadOnlyList<DateHoursView> Dates, IReadOnlyList<HolidayView> Holidays)
{
    public static CalendarVersionView Of(CalendarVersion v) => new(
        v.Id, v.Number, v.MadeAt, v.Spec.Zone, [.. v.Spec.Week.Select(OpeningView.Of)], [.. v.Spec.Breaks.Select(OpeningView.Of)], [.. v.Spec.Dates.Select(DateHoursView.Of)], [.. v.Spec.Holidays.Select(HolidayView.Of)]);
}

internal static class ListCalendarVersions
{
    public static async Task<Page<CalendarVersionView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var most = Paging.Limit(limit);
        var before = Paging.Read<int>(after)?.Sort ?? int.MaxValue;
        if (!await db.Calendars.AnyAsync(c => c.Id == id, ct)) throw new NotFound("calendar");
        var rows = await db.CalendarVersions.AsNoTracking().Where(v => v.CalendarId == id && v.Number < before).OrderByDescending(v => v.Number).Take(most + 1).ToListAsync(ct);
        return Paging.Cut(rows, most, v => (v.Number, v.Id), CalendarVersionView.Of);
    }
}

/// <param name="Open">False: a break, a holiday or closed.</param>
/// <param name="Reason">open, break, closed or holiday.</param>
internal sealed record HoursView(DateTimeOffset From, DateTimeOffset To, bool Open, DayKind Reason, string? Name);

/// <param name="Items">Without a gap, in order.</param>
internal sealed record CalendarHoursView(IReadOnlyList<HoursView> Items);

internal static class GetCalendarHours
{
    private const int MostDays = 62;

    public static async Task<CalendarHoursView> Handle(Guid id, DateOnly from, [Range(1, MostDays)] int? days, TicketingDb db, CancellationToken ct)
    {
        RuleViolation.Unless(from.Year is > 1970 and < 9990, "calendar.date", "Ask for a year between 1971 and 9989.", "from");
        var hours = (await db.SpecOf(await db.CalendarToChange(id, ct), ct)).Compile();
        var date = LocalDate.FromDateOnly(from);
        var (start, end) = (hours.Zone.AtStartOfDay(date).ToInstant(), hours.Zone.AtStartOfDay(date.PlusDays(days ?? 7)).ToInstant());
        return new([.. BusinessTime.Parts(hours, start, end).Select(p => new HoursView(p.When.Start.ToDateTimeOffset(), p.When.End.ToDateTimeOffset(), p.Part.Kind == DayKind.Open, p.Part.Kind, p.Part.Name))]);
    }
}
