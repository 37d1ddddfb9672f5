using Microsoft.AspNetCore.Builder;

namespace CustomerOps.Messaging.Http;

/// <summary>Marks routes whose answer holds a secret that must not lie anywhere afterwards.</summary>
internal sealed record SecretShownOnce;

public static class SecretRoutes
{
    public static TBuilder ShowsSecretOnce<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new SecretShownOnce());
}
