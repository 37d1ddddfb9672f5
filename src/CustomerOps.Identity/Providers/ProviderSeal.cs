using System.Text;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Providers;

/// <summary>Seals what we show a provider to be believed, bound to the organisation's entry.</summary>
internal sealed class ProviderSeal(IConfiguration configuration)
{
    private readonly Seal _seal = new(configuration, "sign-in-provider-secret");

    public byte[] Mark => _seal.Mark;

    public byte[] Close(SignInProvider provider, string secret) => _seal.Close(provider.Id, Encoding.UTF8.GetBytes(secret));

    /// <returns>Null when no key we have opens it.</returns>
    public string? Open(SignInProvider provider) => _seal.Open(provider.Id, provider.ClientSecret) is { } secret ? Encoding.UTF8.GetString(secret) : null;

    public byte[]? SealedAnew(Guid providerId, byte[] stored) => _seal.Open(providerId, stored) is { } secret ? _seal.Close(providerId, secret) : null;
}
