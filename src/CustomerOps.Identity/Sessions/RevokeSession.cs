using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

internal static class RevokeSession
{
    public static async Task<NoContent> Handle(
        Guid id, Caller caller, Device device, HttpResponse response, IdentityDb db, CurrentSession current, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var own = await current.Get(stop);
        var session = await current.Devices(own).SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw new ServiceDefaults.Problems.NotFound("session");
        session.End(time.GetUtcNow());
        log.Note(caller.TenantId, "session-revoked", session.Id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        if (session == own) HandOver.Take(response);
        return TypedResults.NoContent();
    }
}
