using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Calendars;

namespace CustomerOps.Ticketing.Sla;

[Example("""{ "week": [{ "day": "monday", "from": "08:00", "to": "17:00" }], "holidays": ["2026-12-25"] }""")]
internal sealed record SetBusinessHoursRequest(
    [MinLength(1), MaxLength(70)] OpeningView[] Week, [MaxLength(400)] DateOnly[] Holidays, [Text(60)] string? TimeZone = null);

internal static class SetBusinessHours
{
    public static async Task<Tagged<BusinessHoursView>> Handle(SetBusinessHoursRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var (zone, now) = (await db.OrganisationZone(ct), time.Now());
        var own = await db.OwnCalendar(zone, now, ct);
        ifMatch.Check(own.Version);
        var before = own.Version == 0 ? CalendarSpec.Usual(zone) : await db.SpecOf(own, ct);
        // What this short form does not show stays: breaks, hours of single dates, yearly holidays and their names.
        var spec = before with
        {
            Zone = request.TimeZone ?? zone, Week = [.. request.Week.Select(o => o.Read("week"))],
            Holidays = [.. before.Holidays.Where(h => h.Date is not { } date || request.Holidays.Contains(date)), .. request.Holidays.Distinct().Order().Where(d => before.Holidays.All(h => h.Date != d)).Select(d => new Holiday(null, d, null, null))],
        };
        db.PutInForce(own.Change(spec, request.TimeZone, before, now), now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Ok(BusinessHoursView.Of(own.TimeZone, spec), own.Version);
    }
}
