using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Auditing;

/// <param name="What">sign-in, customer-sign-in, sign-in-failed, code-failed, locked-out, sign-out, session-revoked, organisation-switched, password-set, password-reset-asked, authenticator-activated, authenticator-removed, key-minted, key-rotated, key-revoked, key-first-used, provider-brought, provider-changed, provider-removed, provider-sign-in, provider-linked, provider-newcomer, provider-link-removed, provider-domain-released, provider-refused. and the reason.</param>
/// <param name="SubjectId">The person, key or session it happened to.</param>
/// <param name="ActorId">Who did it, where that is known.</param>
internal sealed record AccessEntryView(Guid Id, DateTimeOffset At, string What, Guid? SubjectId, Guid? ActorId, string Address);

internal static class ListAccessLog
{
    public static async Task<Page<AccessEntryView>> Handle(IdentityDb db, Caller caller, int? limit, string? after, CancellationToken stop)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<DateTimeOffset>(after));
        var entries = db.AccessLog.AsNoTracking().Where(e => e.TenantId == caller.TenantId);
        if (start is var (at, id)) entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(at, id)));
        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).TakePage(take).ToListAsync(stop);
        return Paging.Cut(rows, take, e => (e.At, e.Id), e => new AccessEntryView(e.Id, e.At, e.What, e.SubjectId, e.ActorId, e.Address));
    }
}
