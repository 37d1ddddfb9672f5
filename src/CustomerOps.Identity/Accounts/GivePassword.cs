using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>The demo's way to people who can sign in at once. Not there unless <c>Demo:Passwords</c> is true, which the app model sets in development only.</summary>
internal sealed record GivePassword([EmailAddress, StringLength(254)] string Email, [StringLength(200, MinimumLength = 1)] string Password)
{
    public static async Task<NoContent> Handle(GivePassword request, IdentityDb db, TenantScope tenant, Passwords passwords, TimeProvider time, CancellationToken stop)
    {
        tenant.EnterBackground();
        var email = Account.Normalised(request.Email);
        var known = await db.Accounts.SingleOrDefaultAsync(a => a.Email == email, stop);
        var account = known ?? Account.Open(email, time.GetUtcNow());
        account.SetPassword(await passwords.Hash(account, request.Password, stop));
        if (known is null) db.Add(account);
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
