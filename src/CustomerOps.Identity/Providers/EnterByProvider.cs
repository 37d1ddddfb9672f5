using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>The browser is back from the provider: from its code to a session in the one organisation whose provider it is.</summary>
internal sealed class EnterByProvider(
    IdentityDb db, SignInAttempts attempts, ProviderConversation conversation, ProviderPeople people, AccessLog log, SessionSettings settings, TimeProvider time, ProviderMeter meter, ILogger<EnterByProvider> logger)
{
    private const int LongestCode = 4_096;

    /// <param name="shown">The state of the address and the secret of the browser.</param>
    /// <param name="answer">One parameter of the address, or null.</param>
    public async Task<(Session Session, string Secret)> Handle(AttemptSecrets shown, Func<string, string?> answer, Device device, CancellationToken stop)
    {
        var provider = await attempts.Take(shown, stop);
        try
        {
            if (answer("code") is not { Length: > 0 and <= LongestCode } code) throw new ProviderRefused(answer("error") is "access_denied" or "login_required" or "interaction_required" ? "access-denied" : "no-code");
            var says = await conversation.Redeem(provider, shown, code, answer("iss"), stop);
            var person = await people.Find(provider, says, device, stop);
            var (session, secret) = Session.BeginByProvider(person.Id, provider.TenantId, device, settings, time.GetUtcNow());
            db.Add(session);
            log.Note(provider.TenantId, "provider-sign-in", person.Id, device, person.Id);
            await db.SaveChangesAsync(stop);
            meter.Count("done");
            return (session, secret);
        }
        catch (ProviderAway away)
        {
            meter.Count("away");
            logger.LogWarning("The sign-in provider of organisation {Organisation} is away: {Reason}", provider.TenantId, away.Message);
            throw;
        }
        catch (ProviderRefused refused)
        {
            meter.Count("refused");
            logger.LogWarning("A sign-in by the provider of organisation {Organisation} was refused: {Reason}", provider.TenantId, refused.Reason);
            db.ChangeTracker.Clear();
            log.Note(provider.TenantId, $"provider-refused.{refused.Reason}", null, device);
            await db.SaveChangesAsync(stop);
            throw;
        }
        // The same person from two browsers for the first time at once: the second finds the first.
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }) { throw new AttemptUnknown(); }
    }
}
