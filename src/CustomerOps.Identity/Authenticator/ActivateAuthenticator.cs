using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Authenticator;

/// <param name="RecoveryCodes">Each signs in once in place of a code. They are shown this once.</param>
internal sealed record RecoveryCodesView(IReadOnlyList<string> RecoveryCodes);

/// <param name="Code">What the app shows now.</param>
[Example("""{ "code": "287082" }""")]
internal sealed record ActivateAuthenticator([RegularExpression("^[0-9]{6}$")] string Code)
{
    public static async Task<RecoveryCodesView> Handle(
        ActivateAuthenticator request, Caller caller, Device device, IdentityDb db, CurrentAccount current, SecondFactor second, AccessLog log, CancellationToken stop)
    {
        var (account, _) = await current.Get(stop);
        RuleViolation.Unless(!account.AuthenticatorActive, "authenticator.active", "The second factor is active already.");
        RuleViolation.Unless(account.AuthenticatorSecret is not null, "authenticator.not-prepared", "POST /authenticator first.");
        var step = second.Match(account, request.Code) ?? throw new RuleViolation("authenticator.wrong-code", "This is not the code of now.", "code");
        var (shown, hashes) = SecondFactor.NewRecoveryCodes();
        account.ActivateAuthenticator(step, hashes);
        log.Note(caller.TenantId, "authenticator-activated", caller.SubjectId, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        return new RecoveryCodesView(shown);
    }
}
