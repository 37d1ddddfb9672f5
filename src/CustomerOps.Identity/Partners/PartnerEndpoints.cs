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
        group.MapPut("/{name}/secret", RotateSecret.Handle).WithSummary("A new secret, shown this once; connections made with the old one end");
        group.MapGet("/{name}/rejected", ListRejected.Handle).WithSummary("What the partner sent and nobody could take, newest first, with the reason");
        return api;
    }
}
