using Grpc.Core;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>The credential one service shows another over gRPC, for one tenant.</summary>
public sealed class ServiceToken(IConfiguration configuration, ServiceName service, TimeProvider time)
{
    private readonly TokenMint _mint = new(
        SigningKey.Derive(configuration["Keys:Service"] ?? throw new InvalidOperationException("Keys:Service is not set."), "service-token"),
        TokenMint.ServiceIssuer, time);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, (string Token, DateTimeOffset Until)> _minted = new();

    /// <summary>gRPC headers that speak for <paramref name="tenantId"/>.</summary>
    public Metadata Headers(Guid tenantId) => new() { { "authorization", "Bearer " + For(tenantId) } };

    private string For(Guid tenantId)
    {
        var now = time.GetUtcNow();
        if (_minted.TryGetValue(tenantId, out var known) && known.Until > now) return known.Token;
        var token = _mint.Mint(new Caller(tenantId, Guid.Empty, service.Value, "service", [Roles.Service], []));
        if (_minted.Count > 10_000) _minted.Clear();
        _minted[tenantId] = (token, now + TokenMint.Lifetime - TimeSpan.FromMinutes(1));
        return token;
    }
}
