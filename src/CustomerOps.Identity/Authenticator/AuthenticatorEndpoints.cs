using CustomerOps.Identity.Accounts;
using CustomerOps.Messaging.Http;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Authenticator;

internal static class AuthenticatorEndpoints
{
    public static RouteGroupBuilder MapAuthenticator(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/authenticator").For(Roles.Assignable).WithTags("Sign-in");
        group.AddEndpointFilter(SignInRefused.Filter);
        group.MapPost("/", PrepareAuthenticator.Handle).ShowsSecretOnce().WithSummary("Prepare a second factor for an authenticator app; not asked for until it is activated");
        group.MapPut("/", ActivateAuthenticator.Handle).WithSummary("Activate it by a first code; shows recovery codes once");
        group.MapDelete("/", RemoveAuthenticator.Handle).WithSummary("Remove the second factor, by a code of it");
        return api;
    }
}
