using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Authenticator;

/// <param name="Secret">In base 32, for typing. It is shown this once.</param>
/// <param name="Uri">The same as otpauth URI, for a picture that the app reads.</param>
internal sealed record AuthenticatorView(string Secret, string Uri);

internal static class PrepareAuthenticator
{
    public static async Task<Created<AuthenticatorView>> Handle(IdentityDb db, CurrentAccount current, AuthenticatorSeal seal, CancellationToken stop)
    {
        var (account, _) = await current.Get(stop);
        RuleViolation.Unless(!account.AuthenticatorActive, "authenticator.active", "There is a second factor; remove it before another is set up.");
        var secret = TimeCodes.NewSecret();
        account.PrepareAuthenticator(seal.Close(account.Id, secret));
        await db.SaveChangesAsync(stop);
        return TypedResults.Created("/api/v1/authenticator", new AuthenticatorView(TimeCodes.Text(secret), TimeCodes.Uri(secret, account.Email)));
    }
}
