using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerOps.Identity.Providers;

/// <summary>A way to the provider that a browser has begun, good once and for ten minutes.</summary>
internal sealed class SignInAttempt
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>Whose provider it goes to.</summary>
    public Guid TenantId { get; private init; }
    public byte[] StateHash { get; private init; } = [];
    public byte[] BrowserHash { get; private init; } = [];
    public string Issuer { get; private init; } = "";
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? UsedAt { get; private set; }

    public static SignInAttempt Begin(SignInProvider provider, AttemptSecrets secrets, DateTimeOffset now) => new()
    {
        TenantId = provider.TenantId, Issuer = provider.Issuer, StateHash = Secret.HashOf(secrets.State), BrowserHash = Secret.HashOf(secrets.Browser), ExpiresAt = now + GoodFor,
    };
}

/// <summary>What only this browser has. Nonce and code verifier come of it, so that they are stored nowhere and another browser cannot make them.</summary>
/// <param name="Browser">In its cookie.</param>
/// <param name="State">In the address the provider sends it back to.</param>
internal sealed record AttemptSecrets(string Browser, string State)
{
    public string Nonce => Derived("nonce");

    public string Verifier => Derived("code-verifier");

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static AttemptSecrets New() => new(Secret.New(), Secret.New());

    private string Derived(string what) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Browser), Encoding.UTF8.GetBytes($"{what}/{State}")));
}
