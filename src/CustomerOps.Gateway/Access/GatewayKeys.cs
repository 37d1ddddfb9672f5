using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.ServiceDefaults.Access;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// The keys of the internal token, all derived from <c>Keys:Gateway</c>: which generation signs, Identity says. The next is always published, and the one
/// before until its last token has ended, so an operator's rotation refuses nobody. <c>Keys:GatewayPrevious</c> is published besides, for a new secret:
/// first publish it as previous everywhere, then swap the two, then drop the old one.
/// </summary>
internal sealed class GatewayKeys(IConfiguration configuration, Callers.CallersClient identity, ServiceToken token, TimeProvider time, ILogger<GatewayKeys> log) : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5), AnswerWithin = TimeSpan.FromSeconds(5), OldIsBelieved = TimeSpan.FromMinutes(6);
    private readonly string _secret = configuration["Keys:Gateway"] ?? throw new InvalidOperationException("Keys:Gateway is not set.");
    private readonly SemaphoreSlim _asking = new(1, 1);
    private Known? _known;

    /// <summary>Mints with the key that signs now.</summary>
    public async ValueTask<TokenMint> Mint() => (await Newest()).Mint;

    /// <summary>The public halves, as a JSON Web Key Set, what signs first.</summary>
    public async Task<object> Published()
    {
        var newest = await Newest();
        List<int> generations = [newest.Generation, newest.Generation + 1];
        if (newest.Generation > 0 && time.GetUtcNow() - newest.Since < OldIsBelieved) generations.Add(newest.Generation - 1);
        string[] secrets = configuration["Keys:GatewayPrevious"] is { Length: > 0 } previous ? [_secret, previous] : [_secret];
        return new { keys = secrets.SelectMany(secret => generations.Select(g => Shown(SigningKey.Public(Derive(secret, g))))) };
    }

    public void Dispose() => _asking.Dispose();

    private async ValueTask<Known> Newest()
    {
        if (_known is { } fresh && time.GetElapsedTime(fresh.Asked) < Remember) return fresh;
        await _asking.WaitAsync();
        try
        {
            if (_known is { } meanwhile && time.GetElapsedTime(meanwhile.Asked) < Remember) return meanwhile;
            var asked = time.GetTimestamp();
            var reply = await identity.SigningKeyAsync(new SigningKeyRequest(), token.Headers(Guid.Empty), time.GetUtcNow().Add(AnswerWithin).UtcDateTime);
            var mint = _known?.Generation == reply.Generation ? _known.Mint : new TokenMint(Derive(_secret, reply.Generation), TokenMint.GatewayIssuer, time);
            return _known = new Known(asked, reply.Generation, DateTimeOffset.FromUnixTimeSeconds(reply.SinceUnixSeconds), mint);
        }
        catch (RpcException e) when (_known is not null)
        {
            // What signed until now is believed until Identity answers again; meanwhile nobody new gets in.
            log.LogWarning("Identity could not be asked which key signs: {Status}", e.StatusCode);
            return _known;
        }
        finally { _asking.Release(); }
    }

    private static ECDsaSecurityKey Derive(string secret, int generation) => SigningKey.Derive(secret, generation == 0 ? "gateway-token" : $"gateway-token/{generation}");

    private static object Shown(JsonWebKey jwk) => new { kty = jwk.Kty, crv = jwk.Crv, alg = jwk.Alg, use = jwk.Use, kid = jwk.Kid, x = jwk.X, y = jwk.Y };

    private sealed record Known(long Asked, int Generation, DateTimeOffset Since, TokenMint Mint);
}
