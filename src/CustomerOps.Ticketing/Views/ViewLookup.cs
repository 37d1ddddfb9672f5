using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

internal static class ViewLookup
{
    /// <summary>The caller's own and everybody's.</summary>
    public static IQueryable<View> ViewsOf(this TicketingDb db, Caller caller)
    {
        var me = caller.SubjectId;
        return db.Views.Where(v => v.OwnerId == null || v.OwnerId == me);
    }

    /// <summary>Somebody else's own is not there.</summary>
    public static async Task<View> ViewOf(this TicketingDb db, Caller caller, Guid id, CancellationToken ct) =>
        await db.ViewsOf(caller).SingleOrDefaultAsync(v => v.Id == id, ct) ?? throw new NotFound("view");
}
