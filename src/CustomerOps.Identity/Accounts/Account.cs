namespace CustomerOps.Identity.Accounts;

/// <summary>
/// One human's way in, whichever organisations they belong to: an e-mail address they have proved to own, a password, perhaps a second factor.
/// It belongs to no organisation; the people of the organisations with this address are its memberships.
/// </summary>
internal sealed class Account
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public string Email { get; private init; } = "";
    public string? PasswordHash { get; private set; }
    /// <summary>Sealed; see <see cref="Authenticator.AuthenticatorSeal"/>.</summary>
    public byte[]? AuthenticatorSecret { get; private set; }
    public bool AuthenticatorActive { get; private set; }

    /// <summary>The thirty seconds whose code was taken last: no code is taken twice.</summary>
    public long LastTimeStep { get; private set; }

    /// <summary>Hashes of the recovery codes that are left.</summary>
    public string[] RecoveryCodes { get; private set; } = [];
    public Guid? LastOrganisationId { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    public static Account Open(string email, DateTimeOffset now) => new() { Email = Normalised(email), CreatedAt = now };

    /// <summary>How addresses are compared, here and with the people of the organisations.</summary>
    public static string Normalised(string email) => email.Trim().ToLowerInvariant();

    public void SetPassword(string hash) => PasswordHash = hash;

    public void ActIn(Guid organisationId) => LastOrganisationId = organisationId;

    /// <summary>A new second factor, not asked for until a first code shows that the app has it.</summary>
    public void PrepareAuthenticator(byte[] sealedSecret) => (AuthenticatorSecret, LastTimeStep) = (sealedSecret, 0);

    public void ActivateAuthenticator(long step, string[] recoveryCodes) => (AuthenticatorActive, LastTimeStep, RecoveryCodes) = (true, step, recoveryCodes);

    public void RemoveAuthenticator() => (AuthenticatorActive, AuthenticatorSecret, RecoveryCodes) = (false, null, []);
}
