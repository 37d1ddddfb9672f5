using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.Gateway.Routing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Grpc;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerOps.Gateway.Access;

internal static class GatewayAccess
{
    public static void AddKeyHolders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddServiceClient<Callers.CallersClient>(configuration, "identity");
        services.AddSingleton<GatewayKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, InsideOnly>());
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

    /// <summary>The public halves of the signing keys, for the services only.</summary>
    public static void MapPublicKeys(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/keys", async (GatewayKeys keys) => Results.Json(await keys.Published())).WithMetadata(new Inside()).AllowAnonymous().ExcludeFromDescription();
}
