using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Accounts;

internal static class AccountEndpoints
{
    public static RouteGroupBuilder MapAccount(this RouteGroupBuilder api)
    {
        var doors = api.MapGroup("").AllowAnonymous().WithTags("Sign-in");
        doors.MapPut("/password", SetPassword.Handle).WithSummary("Choose a password with the token of a mailed link; every session ends");
        doors.MapPost("/password-resets", AskPasswordReset.Handle).WithSummary("Ask for a mail with a link to choose a new password; always accepted");

        var own = api.MapGroup("/session").For(Roles.Assignable).WithTags("Sign-in");
        own.AddEndpointFilter(SignInRefused.Filter);
        own.MapPut("/password", ChangePassword.Handle).WithSummary("Change the own password; the caller's other sessions end");
        return api;
    }
}
