using CustomerOps.Messaging.Http;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static RouteGroupBuilder MapApiKeys(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/organisation/api-keys").For(Roles.Admin).WithTags("Organisation");
        group.MapGet("/", ListApiKeys.Handle).WithSummary("API keys, newest first; never their secrets");
        group.MapPost("/", MintApiKey.Handle).ShowsSecretOnce().WithSummary("Mint a key; its secret is shown this once");
        group.MapPost("/{id:guid}/rotation", RotateApiKey.Handle).ShowsSecretOnce().WithSummary("A new secret for a key, shown this once; the one before works for some hours more");
        group.MapDelete("/{id:guid}", RevokeApiKey.Handle).WithSummary("Revoke a key; effective within seconds");
        return api;
    }
}
