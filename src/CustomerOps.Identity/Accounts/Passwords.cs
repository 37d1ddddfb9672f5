using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CustomerOps.Identity.Accounts;

/// <summary>
/// Hashes and checks passwords by ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA512, 210,000 rounds as OWASP advises; <c>Passwords:Rounds</c>).
/// Each costs a core a tenth of a second or more, so only as many run at once as there are cores.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private const int Fewest = 10, MostAlike = 4;
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(15);
    private readonly PasswordHasher<Account> _hasher;
    private readonly SemaphoreSlim _atOnce = new(Environment.ProcessorCount);
    private readonly Lazy<string> _nobodys;

    public Passwords(IConfiguration configuration)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = configuration.GetValue("Passwords:Rounds", 210_000) }));
        _nobodys = new(() => _hasher.HashPassword(null!, Secret.New()));
    }

    /// <summary>Takes as long for an address without account as for a wrong password.</summary>
    public Task<bool> Verify(Account? account, string password, CancellationToken stop) =>
        Bounded(() => _hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed && account?.PasswordHash is not null, stop);

    public Task<string> Hash(Account account, string password, CancellationToken stop)
    {
        Accept(account.Email, password);
        return Bounded(() => _hasher.HashPassword(account, password), stop);
    }

    /// <summary>Length counts, not signs of certain kinds; what an attacker tries first is refused.</summary>
    private static void Accept(string email, string password)
    {
        RuleViolation.Unless(password.Length >= Fewest, "password.too-short", $"A password has at least {Fewest} characters.", "password");
        var easy = password.Distinct().Count() <= MostAlike || password.Contains(email.Split('@')[0], StringComparison.OrdinalIgnoreCase)
            || "01234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm passwordpassword".Contains(password, StringComparison.OrdinalIgnoreCase);
        RuleViolation.Unless(!easy, "password.too-easy", "This password would be guessed soon; take another.", "password");
    }

    private async Task<T> Bounded<T>(Func<T> work, CancellationToken stop)
    {
        if (!await _atOnce.WaitAsync(WaitAtMost, stop)) throw new TimeoutException("Too many passwords are being checked.");
        try { return await Task.Run(work, stop); }
        finally { _atOnce.Release(); }
    }

    public void Dispose() => _atOnce.Dispose();
}
