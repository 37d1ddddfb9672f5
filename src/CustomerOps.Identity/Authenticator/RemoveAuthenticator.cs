using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Authenticator;

internal static class RemoveAuthenticator
{
    /// <param name="code">Of the app, or a recovery code: whoever found an open session alone does not remove it. Used up when it is taken, so it may stand in an address.</param>
    public static async Task<NoContent> Handle(
        [StringLength(40, MinimumLength = 6)] string code, Caller caller, Device device, IdentityDb db, CurrentAccount current, SecondFactor second, Tries tries, AccessLog log, CancellationToken stop)
    {
        var (account, _) = await current.Get(stop);
        if (!account.AuthenticatorActive) return TypedResults.NoContent();
        var taken = await tries.Take(account.Email, stop);
        if (!taken.Allowed) throw SignInRefused.Locked(taken.Wait);
        if (!await second.Accept(account, code, stop)) throw SignInRefused.Invalid();
        account.RemoveAuthenticator();
        log.Note(caller.TenantId, "authenticator-removed", caller.SubjectId, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        await tries.Clear(account.Email, stop);
        return TypedResults.NoContent();
    }
}
