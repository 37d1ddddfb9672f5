using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>Deny by default: a route without a role policy serves nobody.</summary>
public static class ServiceAccess
{
    /// <summary>Callers by internal token; <see cref="Caller"/> and <see cref="Data.TenantScope"/> can be injected.</summary>
    public static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddHttpContextAccessor();
        services.AddSingleton<TrustedKeys>();
        services.AddSingleton<CheckedTokens>();
        services.AddAuthentication(InternalTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, InternalTokenHandler>(InternalTokenHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
                // No route of ours: the framework's own 404, 405 and 415.
                .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());
        services.AddScoped(provider => Caller.From(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User));
        services.AddScoped<Data.TenantScope>();
        return services;
    }

    /// <summary>Serves only callers with one of these roles.</summary>
    public static TBuilder For<TBuilder>(this TBuilder builder, params string[] roles) where TBuilder : IEndpointConventionBuilder
    {
        builder.RequireAuthorization(policy => policy.RequireRole(roles));
        builder.WithMetadata(new ServedRoles(roles));
        return builder;
    }
}

/// <summary>The roles a route serves, shown in the API document. The last one set on a route counts.</summary>
public sealed record ServedRoles(string[] Roles);
