using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Authenticator;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>Says whose password (and code) this is, or refuses: alike and after about the same time for an unknown address and a wrong password.</summary>
internal sealed class Credentials(IdentityDb db, Passwords passwords, Tries tries, SecondFactor second, Memberships memberships, AccessLog log)
{
    public async Task<(Account Account, List<Membership> Memberships)> Check(string email, string password, string? code, Device device, CancellationToken stop)
    {
        email = Account.Normalised(email);
        var taken = await tries.Take(email, stop);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Email == email, stop);
        var belongs = await memberships.Of(email, stop);
        if (!taken.Allowed) throw SignInRefused.Locked(taken.Wait);
        // Whoever belongs nowhere any more is refused like a stranger.
        if (!await passwords.Verify(account, password, stop) || belongs.Count == 0) throw await Refuse("sign-in-failed", taken, belongs, device, stop);
        if (account!.AuthenticatorActive)
        {
            if (code is null) { await tries.GiveBack(email, stop); throw SignInRefused.CodeNeeded(); }
            if (!await second.Accept(account, code, stop)) throw await Refuse("code-failed", taken, belongs, device, stop);
        }

        await tries.Clear(email, stop);
        return (account, belongs);
    }

    /// <summary>Written to each organisation the account belongs to; for a stranger to none.</summary>
    private async Task<SignInRefused> Refuse(string what, Try taken, List<Membership> belongs, Device device, CancellationToken stop)
    {
        foreach (var m in belongs.DefaultIfEmpty(new(Guid.Empty, "", "", Guid.Empty, "", "", [], []))) log.Note(m.OrganisationId, taken.Last ? "locked-out" : what, m.PersonId, device);
        await db.SaveChangesAsync(stop);
        return SignInRefused.Invalid();
    }
}
