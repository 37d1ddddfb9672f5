using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

internal static class SignOut
{
    public static async Task<NoContent> Handle(Caller caller, Device device, HttpResponse response, IdentityDb db, TenantScope tenant, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var id = caller.SessionId ?? throw new RuleViolation("session.none", "An API key has no session to end; revoke the key.");
        tenant.EnterBackground();
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, stop) is { } session) session.End(time.GetUtcNow());
        log.Note(caller.TenantId, "sign-out", caller.SubjectId, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        HandOver.Take(response);
        return TypedResults.NoContent();
    }
}
