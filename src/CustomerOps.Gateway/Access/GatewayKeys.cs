using CustomerOps.ServiceDefaults.Access;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// <c>Keys:Gateway</c> signs. <c>Keys:GatewayPrevious</c> is published beside it, so that tokens of replicas which still have it are believed. To change
/// keys without a refusal: first publish the new one as previous everywhere, then swap the two, then drop the old one.
/// </summary>
internal sealed record GatewayKeys(ECDsaSecurityKey Current, ECDsaSecurityKey? Previous)
{
    public static GatewayKeys From(IConfiguration configuration) => new(
        Derive(configuration["Keys:Gateway"] ?? throw new InvalidOperationException("Keys:Gateway is not set.")),
        configuration["Keys:GatewayPrevious"] is { Length: > 0 } previous ? Derive(previous) : null);

    /// <summary>The public halves, as a JSON Web Key Set.</summary>
    public object Published => new { keys = ((ECDsaSecurityKey?[])[Current, Previous]).OfType<ECDsaSecurityKey>().Select(SigningKey.Public).Select(Shown) };

    private static ECDsaSecurityKey Derive(string secret) => SigningKey.Derive(secret, "gateway-token");

    private static object Shown(JsonWebKey jwk) => new { kty = jwk.Kty, crv = jwk.Crv, alg = jwk.Alg, use = jwk.Use, kid = jwk.Kid, x = jwk.X, y = jwk.Y };
}
