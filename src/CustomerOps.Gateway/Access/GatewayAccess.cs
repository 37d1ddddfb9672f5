using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace CustomerOps.Gateway.Access;

internal static class GatewayAccess
{
    public static void AddKeyHolders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(GatewayKeys.From(configuration));
        services.AddSingleton(provider => new TokenMint(provider.GetRequiredService<GatewayKeys>().Current, TokenMint.GatewayIssuer, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyHolders>();
        services.AddSingleton<SignInLimit>();
        services.AddAuthentication(CallerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.SchemeName, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Few tries at the doors that take a secret, and no write by cookie without its header.</summary>
    public static void UseAccessRules(this IApplicationBuilder app)
    {
        var limit = app.ApplicationServices.GetRequiredService<SignInLimit>();
        app.Use((context, next) => limit.Invoke(context, next));
        app.UseCsrfHeader();
    }

    /// <summary>The public halves of the signing keys, for the services only: on the internal port, never outside.</summary>
    public static void MapPublicKeys(this IEndpointRouteBuilder app, IConfiguration configuration)
    {
        if (configuration["INTERNAL_PORT"] is not { Length: > 0 } port) return;
        app.MapGet("/internal/keys", (GatewayKeys keys) => Results.Json(keys.Published)).RequireHost($"*:{port}").AllowAnonymous().ExcludeFromDescription();
    }
}
