using CustomerOps.Identity.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Authenticator;

/// <summary>Takes a code of the app or a recovery code, each once: two requests with the same one at the same moment are told apart by the database.</summary>
internal sealed class SecondFactor(IdentityDb db, AuthenticatorSeal seal, TimeProvider time)
{
    private const int RecoveryCodes = 10;

    public async Task<bool> Accept(Account account, string code, CancellationToken stop)
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        if (account.AuthenticatorSecret is null) return false;
        if (Match(account, code) is { } step)
            return await db.Accounts.Where(a => a.Id == account.Id && a.LastTimeStep < step).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTimeStep, step), stop) == 1;
        var hash = HashOf(code);
        return await db.Database.ExecuteSqlAsync($"update accounts set recovery_codes = array_remove(recovery_codes, {hash}) where id = {account.Id} and {hash} = any(recovery_codes)", stop) == 1;
    }

    /// <returns>The time step of the code; null when it is not the app's of now, or was taken before.</returns>
    public long? Match(Account account, string code) =>
        account.AuthenticatorSecret is { } stored && seal.Open(account.Id, stored) is { } secret ? TimeCodes.Match(secret, code, time.GetUtcNow(), account.LastTimeStep) : null;

    /// <returns>Codes to show once (80 random bits each), and their hashes.</returns>
    public static (string[] Shown, string[] Hashes) NewRecoveryCodes()
    {
        var shown = Enumerable.Range(0, RecoveryCodes).Select(_ => TimeCodes.Text(System.Security.Cryptography.RandomNumberGenerator.GetBytes(10))).Select(t => $"{t[..4]}-{t[4..8]}-{t[8..12]}-{t[12..]}").ToArray();
        return (shown, [.. shown.Select(HashOf)]);
    }

    private static string HashOf(string code) => Convert.ToHexString(Secret.HashOf(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));
}
