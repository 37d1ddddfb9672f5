using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Providers;

internal static class SignInProviderEndpoints
{
    public static RouteGroupBuilder MapSignInProvider(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/organisation").For(Roles.Admin).WithTags("Organisation");
        group.MapGet("/sign-in-provider", GetSignInProvider.Handle).WithSummary("The OpenID Connect provider the organisation brought; never its secret");
        group.MapPut("/sign-in-provider", PutSignInProvider.Handle).Produces<SignInProviderView>(201)
            .WithSummary("Bring an OpenID Connect provider (201) or change it; a change needs If-Match, and another issuer or client its secret")
            .WithDescription("Another issuer or client forgets whom the one before meant by its subjects and ends the sessions begun there. Passwords can be closed once somebody has signed in by the provider.");
        group.MapDelete("/sign-in-provider", RemoveSignInProvider.Handle).WithSummary("Remove the provider; the sessions begun there end, passwords are allowed again");
        group.MapDelete("/people/{id:guid}/sign-in-link", RemoveSignInLink.Handle)
            .WithSummary("Forget whom the provider means by this person: their sessions begun there end, and the next sign-in with a verified address tells anew");
        return api;
    }
}
