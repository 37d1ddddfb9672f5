using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>The public keys this service believes: its sister services' (from the shared secret) and the gateway's (asked from the gateway, kept 5 minutes).</summary>
internal sealed class TrustedKeys(IConfiguration configuration, IHttpClientFactory http, TimeProvider time, ILogger<TrustedKeys> log) : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5), AskAgainAfter = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly ECDsaSecurityKey _service = SigningKey.Derive(configuration["Keys:Service"] ?? throw new InvalidOperationException("Keys:Service is not set."), "service-token");
    private (DateTimeOffset At, IReadOnlyList<SecurityKey> Keys) _gateway = (DateTimeOffset.MinValue, []);

    /// <summary>The key with this id and the issuer it speaks for, or null.</summary>
    public async ValueTask<(SecurityKey Key, string Issuer)?> Find(string kid, CancellationToken cancellationToken)
    {
        if (kid == _service.KeyId) return (_service, TokenMint.ServiceIssuer);
        var known = Known(kid);
        if (known is null || time.GetUtcNow() - _gateway.At > Keep) { await Ask(cancellationToken); known = Known(kid); }
        return known is null ? null : (known, TokenMint.GatewayIssuer);
    }

    private SecurityKey? Known(string kid) => _gateway.Keys.FirstOrDefault(k => k.KeyId == kid);

    private async Task Ask(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - _gateway.At < AskAgainAfter) return;
            using var client = http.CreateClient();
            client.Timeout = TimeSpan.FromSeconds(3);
            var address = configuration["services:gateway:internal:0"] ?? throw new InvalidOperationException("services:gateway:internal:0 is not set.");
            var json = await client.GetStringAsync(new Uri(new Uri(address), "/internal/keys"), cancellationToken);
            _gateway = (time.GetUtcNow(), [.. new JsonWebKeySet(json).GetSigningKeys()]);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ArgumentException)
        {
            // Keys already known stay trusted while the gateway is away; an unknown one stays unknown.
            log.LogWarning("The gateway's keys could not be read: {Reason}", e.Message);
        }
        finally { _asking.Release(); }
    }

    public void Dispose() => _asking.Dispose();
}
