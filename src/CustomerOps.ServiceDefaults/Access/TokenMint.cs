using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>Mints the 5-minute internal token (ES256).</summary>
public sealed class TokenMint(ECDsaSecurityKey key, string issuer, TimeProvider time)
{
    public const string GatewayIssuer = "customerops-gateway", ServiceIssuer = "customerops-service", Audience = "customerops";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(key, SecurityAlgorithms.EcdsaSha256);

    public string Mint(Caller caller)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var identity = new ClaimsIdentity(
        [
            new(TokenClaims.Tenant, caller.TenantId.ToString()), new(TokenClaims.Subject, caller.SubjectId.ToString()),
            new(TokenClaims.Name, caller.Name), new(TokenClaims.Kind, caller.Kind),
            .. caller.Roles.Select(r => new Claim(TokenClaims.Role, r)), .. caller.Branches.Select(b => new Claim(TokenClaims.Branch, b)),
        ]);
        if (caller.SessionId is { } session) identity.AddClaim(new(TokenClaims.Session, session.ToString()));
        if (caller.Email is { } email) identity.AddClaim(new(TokenClaims.Email, email));
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = Audience, Subject = identity, IssuedAt = now, NotBefore = now.AddSeconds(-5), Expires = now + Lifetime,
            SigningCredentials = _credentials,
        });
    }
}
