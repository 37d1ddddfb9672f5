using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Sessions;
using CustomerOps.Identity.Signing;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

/// <summary>Tells the gateway who holds a key or a session. The look-up comes before any organisation is known.</summary>
internal sealed class CallersAnswers(IdentityDb db, TenantScope tenant, SessionHolder sessions, SigningGenerations generations, AccessLog log, TimeProvider time) : Callers.CallersBase
{
    public override Task<CallerReply> AuthenticateSession(SessionRequest request, ServerCallContext context) => sessions.Find(request.SecretHash.ToByteArray(), context.CancellationToken);

    public override async Task<SigningKeyReply> SigningKey(SigningKeyRequest request, ServerCallContext context)
    {
        var newest = await generations.Newest(context.CancellationToken);
        return new SigningKeyReply { Generation = newest.Generation, SinceUnixSeconds = newest.Since.ToUnixTimeSeconds() };
    }

    public override async Task<CallerReply> Authenticate(AuthenticateRequest request, ServerCallContext context)
    {
        tenant.EnterBackground();
        var (hash, now, stop) = (request.KeyHash.ToByteArray(), time.GetUtcNow(), context.CancellationToken);
        var key = await db.ApiKeys.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash || k.PreviousHash == hash, stop);
        if (key is null || !key.Opens(hash, now)) throw new NotFound("api key");
        if (key.UseIsToBeNoted(now)) await NoteUse(key, now, stop);
        return new CallerReply
        {
            TenantId = key.TenantId.ToString(), SubjectId = key.Id.ToString(), Name = key.Name, Kind = "key", Roles = { key.Roles }, Branches = { key.Branches },
        };
    }

    private async Task NoteUse(ApiKey key, DateTimeOffset now, CancellationToken stop)
    {
        var noted = await db.ApiKeys.IgnoreQueryFilters().Where(k => k.Id == key.Id && k.LastUsedAt == key.LastUsedAt).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), stop);
        if (noted == 0 || key.LastUsedAt is not null) return;
        log.Note(key.TenantId, "key-first-used", key.Id, new Device("", ""), key.Id);
        await db.SaveChangesAsync(stop);
    }
}
