using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

[Example("""{ "week": [{ "day": "monday", "from": "08:00", "to": "17:00" }], "holidays": ["2026-12-25"] }""")]
internal sealed record SetBusinessHoursRequest(
    [MinLength(1), MaxLength(70)] OpeningView[] Week, [MaxLength(400)] DateOnly[] Holidays, [Text(60)] string? TimeZone = null);

internal static class SetBusinessHours
{
    public static async Task<Tagged<BusinessHoursView>> Handle(SetBusinessHoursRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        var hours = await db.BusinessHours.SingleOrDefaultAsync(ct);
        ifMatch.Check(hours?.Version ?? 0);
        if (hours is null) db.Add(hours = new BusinessHours());
        hours.Set(request.TimeZone, request.Week.Select(o => o.Read()), request.Holidays);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Ok(BusinessHoursView.Of(hours), hours.Version);
    }
}
