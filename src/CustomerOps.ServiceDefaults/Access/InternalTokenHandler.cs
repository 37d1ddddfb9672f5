using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>Accepts only the internal token: ES256 by a trusted key, right issuer and audience, not expired. A checked token is remembered until it ends.</summary>
internal sealed class InternalTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TrustedKeys keys, CheckedTokens remembered)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "internal";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        var text = header["Bearer ".Length..];
        if (remembered.Cache.TryGetValue(text, out ClaimsPrincipal? known)) return Success(known!);
        if (text.Length > 8192 || KeyId(text) is not { } kid) return AuthenticateResult.Fail("not a token");
        var trusted = await keys.Find(kid, Context.RequestAborted);
        if (trusted is not var (key, issuer)) return AuthenticateResult.Fail("unknown key");
        var result = await Tokens.ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = key, ValidIssuer = issuer, ValidAudience = TokenMint.Audience, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.FromSeconds(10), NameClaimType = TokenClaims.Name, RoleClaimType = TokenClaims.Role,
        });
        if (!result.IsValid) return AuthenticateResult.Fail("invalid token");
        var principal = new ClaimsPrincipal(result.ClaimsIdentity);
        remembered.Cache.Set(text, principal, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) });
        return Success(principal);
    }

    /// <summary>Null for text that only looks like a token.</summary>
    private static string? KeyId(string text)
    {
        try { return Tokens.CanReadToken(text) ? Tokens.ReadJsonWebToken(text).Kid ?? "" : null; }
        catch (ArgumentException) { return null; }
    }

    private static AuthenticateResult Success(ClaimsPrincipal principal) => AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
}

/// <summary>Tokens already checked, at most 10,000.</summary>
internal sealed class CheckedTokens : IDisposable
{
    public MemoryCache Cache { get; } = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public void Dispose() => Cache.Dispose();
}
