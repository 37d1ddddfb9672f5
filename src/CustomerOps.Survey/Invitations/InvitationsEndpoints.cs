using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Survey.Invitations;

internal static class InvitationsEndpoints
{
    public static RouteGroupBuilder MapInvitations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/survey-invitations").For(Roles.Readers).WithTags("Survey invitations");
        group.MapGet("/", ListInvitations.Handle).WithSummary("List who was asked, or not and why, newest first.");
        group.MapGet("/{id:guid}", GetInvitation.Handle).WithSummary("Read one decision to ask or not.");
        return api;
    }
}
