using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal static class CalendarBook
{
    public static async Task<Calendar> CalendarToChange(this TicketingDb db, Guid id, CancellationToken ct) =>
        await db.Calendars.SingleOrDefaultAsync(c => c.Id == id && c.RetiredAt == null, ct) ?? throw new NotFound("calendar");

    public static async Task<CalendarSpec> SpecOf(this TicketingDb db, Calendar calendar, CancellationToken ct) =>
        (await db.CalendarVersions.AsNoTracking().SingleAsync(v => v.Id == calendar.CurrentId, ct)).Spec;

    public static async Task<string> OrganisationZone(this TicketingDb db, CancellationToken ct) =>
        await db.Organisations.Select(o => o.TimeZone).SingleOrDefaultAsync(ct) ?? "UTC";

    /// <summary>The organisation's own calendar, made when there is none yet. The caller saves.</summary>
    public static async Task<Calendar> OwnCalendar(this TicketingDb db, string zone, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Calendars.SingleOrDefaultAsync(c => c.IsDefault, ct) is { } own) return own;
        var calendar = new Calendar("Opening hours", null, isDefault: true);
        db.Add(calendar);
        db.Add(calendar.Change(CalendarSpec.Usual(zone), null, null, now)!);
        return calendar;
    }

    /// <summary>A new organisation has its own calendar and last policy from the beginning; where it moves, the calendars that follow it move along. The caller saves.</summary>
    public static async Task GiveHours(this TicketingDb db, string zone, DateTimeOffset now, CancellationToken ct)
    {
        await db.OwnCalendar(zone, now, ct);
        await db.LastPolicy(now, ct);
        foreach (var calendar in await db.Calendars.Where(c => c.TimeZone == null && c.RetiredAt == null).ToListAsync(ct))
            if (await db.SpecOf(calendar, ct) is var spec && spec.Zone != zone) db.PutInForce(calendar.Change(spec with { Zone = zone }, null, spec, now), now);
    }

    /// <summary>Puts other hours in force, for running clocks too. The caller saves.</summary>
    public static void PutInForce(this TicketingDb db, CalendarVersion? version, DateTimeOffset now)
    {
        if (version is null) return;
        db.Add(version);
        db.ReviewClocks(now);
    }

    /// <summary>A queue or branch has one calendar at most.</summary>
    public static async Task CheckUses(this TicketingDb db, Calendar calendar, CancellationToken ct)
    {
        var others = await db.Calendars.AsNoTracking().Where(c => c.Id != calendar.Id && c.RetiredAt == null).ToListAsync(ct);
        RuleViolation.Unless(!others.SelectMany(c => c.Queues).Intersect(calendar.Queues).Any(), "calendar.queue-taken", "Another calendar holds for one of these queues.", "queues");
        RuleViolation.Unless(!others.SelectMany(c => c.Branches).Intersect(calendar.Branches).Any(), "calendar.branch-taken", "Another calendar holds for one of these branches.", "branches");
        RuleViolation.Unless(others.All(c => c.Name != calendar.Name), "calendar.name-taken", "Another calendar has this name.", "name");
        RuleViolation.Unless(others.Count < Calendar.Most, "calendar.too-many", $"An organisation has at most {Calendar.Most} calendars.");
    }
}
