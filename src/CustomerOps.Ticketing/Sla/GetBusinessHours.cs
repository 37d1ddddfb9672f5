using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

internal static class GetBusinessHours
{
    public static async Task<Tagged<BusinessHoursView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var hours = await db.BusinessHours.AsNoTracking().SingleOrDefaultAsync(ct) ?? new BusinessHours();
        return Tagged.Ok(BusinessHoursView.Of(hours), hours.Version);
    }
}
