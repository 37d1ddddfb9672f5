using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Identity.Providers;

/// <summary>Believes an ID token that the provider signed, for us, for this attempt, and that is still good; OpenID Connect Core 3.1.3.7.</summary>
internal static class IdToken
{
    private const int LongestSubject = 255;
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <returns>The token, or null when its key is not on the page.</returns>
    public static async Task<JsonWebToken?> Check(string text, SignInProvider provider, ProviderPage page, string nonce, string accessToken)
    {
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer, ValidAudience = provider.ClientId, IssuerSigningKeys = page.Keys, ValidAlgorithms = Algorithms,
            RequireSignedTokens = true, RequireExpirationTime = true, ClockSkew = TimeSpan.FromMinutes(1),
        });
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) return null;
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) throw new ProviderRefused(Why(result.Exception));
        if (!Same(Text(token, "nonce"), nonce)) throw new ProviderRefused("nonce");
        var party = Text(token, "azp");
        if (party is null ? token.Audiences.Count() > 1 : party != provider.ClientId) throw new ProviderRefused("authorized-party");
        if (Text(token, "at_hash") is { } hash && !Same(hash, HashOf(accessToken, token.Alg))) throw new ProviderRefused("access-token-hash");
        return token.Subject is { Length: > 0 and <= LongestSubject } ? token : throw new ProviderRefused("subject");
    }

    public static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    /// <summary>The left half of the hash that belongs to the token's algorithm.</summary>
    private static string HashOf(string accessToken, string algorithm)
    {
        var bytes = Encoding.ASCII.GetBytes(accessToken);
        var hash = algorithm[^3..] switch { "384" => SHA384.HashData(bytes), "512" => SHA512.HashData(bytes), _ => SHA256.HashData(bytes) };
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }

    private static bool Same(string? given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));

    private static string Why(Exception? e) => e switch
    {
        SecurityTokenExpiredException or SecurityTokenNoExpirationException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException => "lifetime",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        _ => "signature",
    };
}
