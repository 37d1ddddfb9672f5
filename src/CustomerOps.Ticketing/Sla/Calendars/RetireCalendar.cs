using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal static class RetireCalendar
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var calendar = await db.CalendarToChange(id, ct);
        ifMatch.Check(calendar.Version);
        var policies = await db.SlaPolicies.AsNoTracking().Where(p => p.RetiredAt == null).Select(p => p.CalendarId).ToListAsync(ct);
        RuleViolation.Unless(!policies.Contains(id), "calendar.in-use", "A policy counts by it; change the policy first.");
        calendar.Retire(time.Now());
        db.ReviewClocks(time.Now());
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return TypedResults.NoContent();
    }
}
