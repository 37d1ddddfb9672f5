using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Links;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>The mailed token proves who owns the address: it opens the account, or replaces a forgotten password. Every session ends.</summary>
/// <param name="Token">The last part of the mailed link.</param>
[Example("""{ "token": "w3hQ0mEoXb4yZr1sT8uVkCnJdLfAgPiU7x2WqK5oN9c", "password": "four words in a row" }""")]
internal sealed record SetPassword([StringLength(43, MinimumLength = 43)] string Token, [StringLength(200, MinimumLength = 1)] string Password)
{
    public static async Task<NoContent> Handle(
        SetPassword request, Device device, IdentityDb db, OneTimeLinks links, Passwords passwords, Memberships memberships, AccountSessions sessions, Tries tries, AccessLog log, TimeProvider time,
        CancellationToken stop)
    {
        var link = await links.Find(LinkPurpose.Password, request.Token, stop);
        var known = await db.Accounts.SingleOrDefaultAsync(a => a.Email == link.Email, stop);
        var account = known ?? Account.Open(link.Email, time.GetUtcNow());
        account.SetPassword(await passwords.Hash(account, request.Password, stop));
        if (known is null) db.Add(account);
        foreach (var m in await memberships.Of(account.Email, stop)) log.Note(m.OrganisationId, "password-set", m.PersonId, device, m.PersonId);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await links.Use(link, stop);
        await db.SaveChangesAsync(stop);
        await sessions.EndAll(account.Id, except: null, stop);
        await tries.Clear(account.Email, stop);
        await transaction.CommitAsync(stop);
        return TypedResults.NoContent();
    }
}
