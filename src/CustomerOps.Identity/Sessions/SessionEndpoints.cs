using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Sessions;

internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Sign-in");
        group.AddEndpointFilter(SignInRefused.Filter);
        var doors = group.MapGroup("/session").AllowAnonymous();
        doors.MapPost("/", SignIn.Handle).WithSummary("Sign in; the session is in a cookie that no script can read").WithDescription("401 session.invalid-credentials or session.code-needed, 429 session.locked with Retry-After.");

        var session = group.MapGroup("/session").For(Roles.Assignable);
        session.MapGet("/", ShowSession.Handle).WithSummary("Who the caller is, the organisation acted in, and those belonged to");
        session.MapDelete("/", SignOut.Handle).WithSummary("Sign out");
        session.MapPut("/organisation", SwitchOrganisation.Handle).WithSummary("Act in another organisation the caller belongs to; the cookie changes");

        var sessions = group.MapGroup("/sessions").For(Roles.Assignable);
        sessions.MapGet("/", ListSessions.Handle).WithSummary("The caller's sessions, one for each device, newest first");
        sessions.MapDelete("/{id:guid}", RevokeSession.Handle).WithSummary("End a session of the caller; effective within five seconds");
        return api;
    }
}
