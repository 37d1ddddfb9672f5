using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

/// <summary>Tells the gateway who holds a key or a session. The look-up comes before any organisation is known.</summary>
internal sealed class CallersAnswers(IdentityDb db, TenantScope tenant, SessionHolder sessions, TimeProvider time) : Callers.CallersBase
{
    public override Task<CallerReply> AuthenticateSession(SessionRequest request, ServerCallContext context) => sessions.Find(request.SecretHash.ToByteArray(), context.CancellationToken);

    public override async Task<CallerReply> Authenticate(AuthenticateRequest request, ServerCallContext context)
    {
        tenant.EnterBackground();
        var hash = request.KeyHash.ToByteArray();
        var key = await db.ApiKeys.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, context.CancellationToken);
        if (key is null || !key.IsValid(time.GetUtcNow())) throw new NotFound("api key");
        return new CallerReply
        {
            TenantId = key.TenantId.ToString(), SubjectId = key.Id.ToString(), Name = key.Name, Kind = "key", Roles = { key.Roles }, Branches = { key.Branches },
        };
    }
}
