using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Gateway.Access;

internal static class GatewayAccess
{
    public static void AddKeyHolders(this IServiceCollection services, IConfiguration configuration)
    {
        var secret = configuration["Keys:Gateway"] ?? throw new InvalidOperationException("Keys:Gateway is not set.");
        services.AddSingleton(SigningKey.Derive(secret, "gateway-token"));
        services.AddSingleton(provider => new TokenMint(provider.GetRequiredService<ECDsaSecurityKey>(), TokenMint.GatewayIssuer, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyHolders>();
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>The public half of the signing key, for the services only: on the internal port, never outside.</summary>
    public static void MapPublicKeys(this IEndpointRouteBuilder app, IConfiguration configuration)
    {
        if (configuration["INTERNAL_PORT"] is not { Length: > 0 } port) return;
        app.MapGet("/internal/keys", (ECDsaSecurityKey key) =>
        {
            var jwk = SigningKey.Public(key);
            return Results.Json(new { keys = new[] { new { kty = jwk.Kty, crv = jwk.Crv, alg = jwk.Alg, use = jwk.Use, kid = jwk.Kid, x = jwk.X, y = jwk.Y } } });
        }).RequireHost($"*:{port}").AllowAnonymous().ExcludeFromDescription();
    }
}
