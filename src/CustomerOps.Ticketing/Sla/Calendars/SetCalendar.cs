using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Clocks;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal static class SetCalendar
{
    public static async Task<Tagged<CalendarView>> Handle(Guid id, CalendarRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var calendar = await db.CalendarToChange(id, ct);
        ifMatch.Check(calendar.Version);
        var (spec, now) = (request.Read(await db.OrganisationZone(ct)), time.Now());
        calendar.Use(request.Name, request.Queues ?? [], request.Branches ?? []);
        await db.CheckUses(calendar, ct);
        db.PutInForce(calendar.Change(spec, request.TimeZone, await db.SpecOf(calendar, ct), now), now);
        db.ReviewClocks(now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Ok(CalendarView.Of(calendar, spec), calendar.Version);
    }
}
