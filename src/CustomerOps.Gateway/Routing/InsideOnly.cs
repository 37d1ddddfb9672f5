using Microsoft.AspNetCore.Routing.Matching;

namespace CustomerOps.Gateway.Routing;

/// <summary>
/// Routes marked as inside exist on <c>INTERNAL_PORT</c> only: the port the connection came in by decides, not the Host header, which anybody may write.
/// </summary>
internal sealed class InsideOnly(IConfiguration configuration) : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly int _port = configuration.GetValue("INTERNAL_PORT", 0);

    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<Inside>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
            if (candidates[i].Endpoint.Metadata.GetMetadata<Inside>() is not null && httpContext.Connection.LocalPort != _port) candidates.SetValidity(i, false);
        return Task.CompletedTask;
    }
}

/// <summary>Marks a route that nobody outside can reach.</summary>
internal sealed record Inside;
