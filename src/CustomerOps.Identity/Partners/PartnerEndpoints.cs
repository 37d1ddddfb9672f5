using CustomerOps.Messaging.Http;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Partners;

internal static class PartnerEndpoints
{
    public static RouteGroupBuilder MapPartners(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/partners").For(Roles.Admin).WithTags("Partners");
        group.MapGet("/", ListPartners.Handle).WithSummary("Partners by name; never their secrets");
        group.MapGet("/{name}", GetPartner.Handle).WithSummary("One partner");
        group.MapPut("/{name}", PutPartner.Handle).Produces<PartnerView>(201)
            .WithSummary("Admit a partner (201, its secret is shown this once) or change what it subscribes to; the change needs If-Match, a repeat does not");
        group.MapDelete("/{name}", RemovePartner.Handle).WithSummary("Revoke a partner at once: its user, connections and queues are gone");
        group.MapPut("/{name}/secret", ReplaceSecret.Handle).WithSummary("A new secret, shown this once; what was made with any other ends at once");
        group.MapPost("/{name}/rotation", RotatePartner.Handle).ShowsSecretOnce().WithSummary("Another user with a new secret, shown this once; the user and secret before work for some hours more");
        group.MapDelete("/{name}/previous-secret", RevokePreviousSecret.Handle).WithSummary("End the overlap of a rotation at once: the user before is gone and its connections end");
        group.MapGet("/{name}/rejected", ListRejected.Handle).WithSummary("What the partner sent and nobody could take, newest first, with the reason");
        return api;
    }
}
