using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

/// <summary>Tells the gateway whose session a cookie is, as what they may act now.</summary>
internal sealed class SessionHolder(IdentityDb db, TenantScope tenant, Memberships memberships, SessionSettings settings, TimeProvider time)
{
    public async Task<CallerReply> Find(byte[] secretHash, CancellationToken stop)
    {
        tenant.EnterBackground();
        var now = time.GetUtcNow();
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SecretHash == secretHash, stop);
        if (session is null || !session.IsAlive(settings, now)) throw new NotFound("session");
        var caller = session.Customer() ?? await Person(session, stop);
        if (session.UseIsToBeNoted(now))
            await db.Sessions.Where(s => s.Id == session.Id && s.LastSeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), stop);
        return new CallerReply
        {
            TenantId = caller.TenantId.ToString(), SubjectId = caller.SubjectId.ToString(), Name = caller.Name, Kind = caller.Kind, Roles = { caller.Roles }, Branches = { caller.Branches },
            SessionId = session.Id.ToString(), Email = caller.Email,
        };
    }

    /// <summary>Whoever belongs to the organisation no longer has no session there.</summary>
    private async Task<Caller> Person(Session session, CancellationToken stop)
    {
        if (session.PersonId is { } id)
            return await db.People.IgnoreQueryFilters().Where(p => p.Id == id && p.TenantId == session.TenantId && p.Active)
                .Select(p => new Caller(p.TenantId, p.Id, p.Name, "person", p.Roles, p.Branches, session.Id, p.Email)).SingleOrDefaultAsync(stop) ?? throw new NotFound("session");
        var email = await db.Accounts.Where(a => a.Id == session.AccountId).Select(a => a.Email).SingleAsync(stop);
        var here = (await memberships.Of(email, stop)).Find(m => m.OrganisationId == session.TenantId) ?? throw new NotFound("session");
        return here.Caller(session.Id, email);
    }
}
