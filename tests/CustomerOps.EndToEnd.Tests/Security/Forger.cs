using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>Makes internal tokens: right ones, knowing the gateway's key as only a test does, and all the wrong ones somebody may try.</summary>
internal sealed class Forger(RunningSystem system)
{
    private readonly ECDsaSecurityKey _gateway = SigningKey.Derive(system.Secret("gateway-key"), "gateway-token");

    public Caller Admin { get; } = new(system.Organisation("nordlys"), Guid.NewGuid(), "forger", "key", [Roles.Admin, Roles.Agent], []);

    public string Right => Mint(_gateway, TokenMint.GatewayIssuer);

    /// <summary>By what is wrong with them.</summary>
    public IReadOnlyDictionary<string, string> Wrong()
    {
        var (parts, published) = (Right.Split('.'), SigningKey.Public(_gateway));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Dictionary<string, string>
        {
            ["alg none"] = $"{Header("none")}.{parts[1]}.",
            ["alg None"] = $"{Header("None")}.{parts[1]}.",
            ["alg none with the signature of another"] = $"{Header("none")}.{parts[1]}.{parts[2]}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["HS256 with x and y"] = Hmac(parts[1], Encoding.UTF8.GetBytes(published.X + published.Y)),
            ["HS256 with the key's DER"] = Hmac(parts[1], _gateway.ECDsa.ExportSubjectPublicKeyInfo()),
            ["HS256 with the key's PEM"] = Hmac(parts[1], Encoding.UTF8.GetBytes(_gateway.ECDsa.ExportSubjectPublicKeyInfoPem())),
            ["another key of the same id"] = Mint(new ECDsaSecurityKey(stranger) { KeyId = _gateway.KeyId }, TokenMint.GatewayIssuer),
            ["another key of its own id"] = Mint(new ECDsaSecurityKey(stranger) { KeyId = "mine" }, TokenMint.GatewayIssuer),
            ["the service key for the gateway"] = Mint(SigningKey.Derive(system.Secret("service-key"), "service-token"), TokenMint.GatewayIssuer),
            ["the gateway key for a service"] = Mint(_gateway, TokenMint.ServiceIssuer),
            ["the key of another purpose"] = Mint(SigningKey.Derive(system.Secret("gateway-key"), "service-token"), TokenMint.GatewayIssuer),
            ["another issuer"] = Mint(_gateway, "https://issuer.example"),
            ["another audience"] = Custom(d => d.Audience = "somebody-else"),
            ["no audience"] = Custom(d => d.Audience = null),
            ["expired"] = Custom(d => (d.NotBefore, d.Expires) = (DateTime.UtcNow.AddMinutes(-10), DateTime.UtcNow.AddMinutes(-1))),
            ["not yet"] = Custom(d => (d.NotBefore, d.Expires) = (DateTime.UtcNow.AddMinutes(5), DateTime.UtcNow.AddMinutes(9))),
            ["without an end"] = Custom(d => d.Expires = null),
            ["another payload"] = $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace($"{Admin.TenantId}", $"{system.Organisation("aurora")}", StringComparison.Ordinal))}.{parts[2]}",
            ["kid of a path"] = $"{Header("ES256", "../../../../dev/null")}.{parts[1]}.{parts[2]}",
            ["kid of SQL"] = $"{Header("ES256", "x' or '1'='1")}.{parts[1]}.{parts[2]}",
            ["kid of an address"] = $"{Header("ES256", "http://127.0.0.1:9/keys")}.{parts[1]}.{parts[2]}",
            ["kid of a megabyte"] = $"{Header("ES256", new string('k', 7_000))}.{parts[1]}.{parts[2]}",
            ["its own key inside"] = Own(stranger, parts[1]),
            ["a signature of zeros"] = $"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(new byte[64])}",
            ["encrypted by nobody"] = $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}",
            ["not a token"] = "eyJ.eyJ.x",
        };
    }

    private string Header(string algorithm, string? kid = null) => Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","kid":"{{kid ?? _gateway.KeyId}}","typ":"JWT"}""");

    private string Mint(ECDsaSecurityKey key, string issuer) => new TokenMint(key, issuer, TimeProvider.System).Mint(Admin);

    private string Hmac(string payload, byte[] secret) => new JsonWebTokenHandler().CreateToken(
        Base64UrlEncoder.Decode(payload), new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = _gateway.KeyId }, SecurityAlgorithms.HmacSha256));

    /// <summary>Signed by the right key, but not as the gateway would.</summary>
    private string Custom(Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = TokenMint.GatewayIssuer, Audience = TokenMint.Audience, NotBefore = DateTime.UtcNow.AddSeconds(-5), Expires = DateTime.UtcNow.AddMinutes(5),
            Subject = new ClaimsIdentity([new("tid", $"{Admin.TenantId}"), new("sub", $"{Admin.SubjectId}"), new("role", "admin"), new("role", "agent")]),
            SigningCredentials = new SigningCredentials(_gateway, SecurityAlgorithms.EcdsaSha256),
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>The header brings the key to check it by.</summary>
    private string Own(ECDsa stranger, string payload)
    {
        var point = stranger.ExportParameters(false).Q;
        var header = Base64UrlEncoder.Encode($$"""{"alg":"ES256","kid":"{{_gateway.KeyId}}","jwk":{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"},"jku":"http://127.0.0.1:9/keys","typ":"JWT"}""");
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(stranger.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256))}";
    }
}
