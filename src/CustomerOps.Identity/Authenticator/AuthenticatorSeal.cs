using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Authenticator;

/// <summary>Seals authenticator secrets, each bound to its account. The sweep seals anew what the key before sealed.</summary>
internal sealed class AuthenticatorSeal(IConfiguration configuration)
{
    private const int PlainBytes = 20;
    private readonly Seal _seal = new(configuration, "authenticator-secret");

    public byte[] Mark => _seal.Mark;

    public byte[] Close(Guid accountId, byte[] secret) => _seal.Close(accountId, secret);

    /// <returns>Null when no key we have opens it. A secret from before there was a seal is returned as it is.</returns>
    public byte[]? Open(Guid accountId, byte[] stored) => stored.Length == PlainBytes ? stored : _seal.Open(accountId, stored);
}
