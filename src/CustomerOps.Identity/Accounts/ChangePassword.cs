using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Accounts;

/// <summary>A person who is signed in takes another password; their other sessions end.</summary>
[Example("""{ "currentPassword": "four words in a row", "password": "five other words in one" }""")]
internal sealed record ChangePassword([StringLength(200, MinimumLength = 1)] string CurrentPassword, [StringLength(200, MinimumLength = 1)] string Password)
{
    public static async Task<NoContent> Handle(
        ChangePassword request, Caller caller, Device device, IdentityDb db, CurrentAccount current, Tries tries, Passwords passwords, AccountSessions sessions, AccessLog log, CancellationToken stop)
    {
        var (account, session) = await current.Get(stop);
        var taken = await tries.Take(account.Email, stop);
        if (!taken.Allowed) throw SignInRefused.Locked(taken.Wait);
        if (!await passwords.Verify(account, request.CurrentPassword, stop)) throw SignInRefused.Invalid();
        account.SetPassword(await passwords.Hash(account, request.Password, stop));
        log.Note(caller.TenantId, "password-set", caller.SubjectId, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        await sessions.EndAll(account.Id, except: session.Id, stop);
        await tries.Clear(account.Email, stop);
        return TypedResults.NoContent();
    }
}
