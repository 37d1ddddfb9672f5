using System.Security.Cryptography;
using System.Text;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>The operators' door: <c>/internal/*</c>, never routed by the gateway, opened by the header <c>X-Operator-Key</c>.</summary>
public static class OperatorAccess
{
    public const string Header = "X-Operator-Key";

    internal static void AddOperatorAccess(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new OperatorKey(SHA256.HashData(configuration["Keys:Operator"] is { Length: > 0 } key ? Encoding.UTF8.GetBytes(key) : RandomNumberGenerator.GetBytes(32))));

    /// <summary>A group whose routes answer 401 without the operator's key.</summary>
    public static RouteGroupBuilder MapOperatorCommands(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/internal").AllowAnonymous().ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var given = SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers[Header].ToString()));
            var key = http.RequestServices.GetRequiredService<OperatorKey>();
            if (http.Request.Headers[Header].Count == 1 && CryptographicOperations.FixedTimeEquals(given, key.Hash)) return await next(context);
            await new Problem(401, "access.unauthenticated", "The operator's key is missing or wrong.").Write(http, http.RequestAborted);
            return Results.Empty;
        });
        group.ValidateRequests();
        return group;
    }
}

internal sealed record OperatorKey(byte[] Hash);
