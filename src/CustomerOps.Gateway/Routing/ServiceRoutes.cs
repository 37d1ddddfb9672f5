using System.Net.Http.Headers;
using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authorization;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace CustomerOps.Gateway.Routing;

/// <summary>YARP in front of the services: the caller's credential stays here, the internal token goes on.</summary>
internal static class ServiceRoutes
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private const string Door = "door", OwnPage = "own-page";
    /// <summary>What is ours to say, and what servers elsewhere take for the word of a proxy.</summary>
    private static readonly string[] NeverPassed =
        ["Cookie", OperatorAccess.Header, CsrfHeader.Name, SessionCookie.HandedOver, WayCookie.HandedOver, "Forwarded", "X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    public static void AddServiceRoutes(this IServiceCollection services, IConfiguration configuration) => services.AddReverseProxy()
        .LoadFromMemory([.. Routes()], [.. RouteTable.Api.Keys.Select(service => Cluster(service, configuration))])
        .ConfigureHttpClient((_, handler) => { handler.ConnectTimeout = TimeSpan.FromSeconds(2); handler.MaxConnectionsPerServer = 256; })
        .AddTransforms(transforms =>
        {
            transforms.AddXForwarded(ForwardedTransformActions.Set);
            transforms.AddRequestTransform(Identify);
            if (transforms.Route.ClusterId != "identity") return;
            transforms.AddResponseTransform(SessionCookie.HandOver);
            transforms.AddResponseTransform(WayCookie.HandOver);
            if (transforms.Route.Match.Path == WayCookie.BroughtTo) transforms.AddRequestTransform(WayCookie.Bring);
        });

    /// <summary>The services' addresses, by name.</summary>
    public static string AddressOf(string service, IConfiguration configuration) =>
        configuration[$"services:{service}:http:0"] ?? throw new InvalidOperationException($"services:{service}:http:0 is not set.");

    /// <summary>True for a route that takes a secret and gives a session for it.</summary>
    public static bool IsDoor(HttpContext context) => Has(context, Door);

    private static IEnumerable<RouteConfig> Routes()
    {
        foreach (var (service, segments) in RouteTable.Api)
            foreach (var segment in segments)
                yield return Route(service, $"/api/v1/{segment}/{{**rest}}", policy: "default");
        foreach (var (service, uploads) in RouteTable.Uploads)
            foreach (var (path, maxBytes) in uploads)
                yield return Route(service, path, policy: "default") with { MaxRequestBodySize = maxBytes };
        foreach (var (service, doors) in RouteTable.Doors)
            foreach (var (method, path) in doors)
                yield return Route(service, path, policy: "anonymous", method);
        foreach (var (service, paths) in RouteTable.ByLink)
            foreach (var path in paths)
                yield return Route(service, path, policy: "anonymous");
        foreach (var (service, paths) in RouteTable.OwnPages)
            foreach (var path in paths)
                yield return Route(service, path, policy: "anonymous") with { Metadata = new Dictionary<string, string> { [OwnPage] = "" } };
    }

    private static bool Has(HttpContext context, string metadata) => context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.ContainsKey(metadata) == true;

    private static RouteConfig Route(string service, string path, string policy, string? method = null) => new()
    {
        RouteId = $"{method}{path}", ClusterId = service, Match = new RouteMatch { Path = path, Methods = method is null ? null : [method] },
        AuthorizationPolicy = policy, CorsPolicy = "default", Metadata = method is null ? null : new Dictionary<string, string> { [Door] = "" },
    };

    private static ClusterConfig Cluster(string service, IConfiguration configuration) => new()
    {
        ClusterId = service,
        HttpRequest = new() { ActivityTimeout = AnswerWithin },
        Destinations = configuration.GetSection($"services:{service}:http").GetChildren().ToDictionary(d => d.Key, d => new DestinationConfig { Address = d.Value! }),
    };

    private static ValueTask Identify(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        foreach (var name in NeverPassed) headers.Remove(name);
        // A route for anybody works for whom its link or body names, which need not be the caller's organisation.
        var forAnybody = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null && !Has(context.HttpContext, OwnPage);
        headers.Authorization = !forAnybody && KeyHolder.Of(context.HttpContext) is { } holder ? new AuthenticationHeaderValue("Bearer", holder.InternalToken) : null;
        return ValueTask.CompletedTask;
    }
}
