using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

internal static class GetBusinessHours
{
    public static async Task<Tagged<BusinessHoursView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var own = await db.Calendars.AsNoTracking().SingleOrDefaultAsync(c => c.IsDefault, ct);
        return Tagged.Ok(BusinessHoursView.Of(own?.TimeZone, own is null ? CalendarSpec.Usual("UTC") : await db.SpecOf(own, ct)), own?.Version ?? 0);
    }
}
