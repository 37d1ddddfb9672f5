using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal static class CreateCalendar
{
    public static async Task<Tagged<CalendarView>> Handle(CalendarRequest request, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var (spec, now) = (request.Read(await db.OrganisationZone(ct)), time.Now());
        var calendar = new Calendar(request.Name, request.TimeZone);
        calendar.Use(request.Name, request.Queues ?? [], request.Branches ?? []);
        var version = calendar.Change(spec, request.TimeZone, null, now);
        await db.CheckUses(calendar, ct);
        db.Add(calendar);
        db.PutInForce(version, now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Created($"/api/v1/calendars/{calendar.Id}", CalendarView.Of(calendar, spec), calendar.Version);
    }
}
