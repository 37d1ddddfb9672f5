using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Participants;

internal static class ParticipantEndpoints
{
    public static RouteGroupBuilder MapParticipants(this RouteGroupBuilder api)
    {
        var participants = api.MapGroup("/tickets/{id:guid}/participants").For(Roles.Readers).WithTags("Participants");
        participants.MapGet("/", ListParticipants.Handle).WithSummary("Who beside the requester is kept informed");
        participants.MapPost("/", AddParticipant.Handle).For(Roles.Staff).WithSummary("Keep somebody informed: public replies by mail, the ticket in the portal, never a note");
        participants.MapDelete("/{participantId:guid}", RemoveParticipant.Handle).For(Roles.Staff).WithSummary("Inform them no more");
        api.MapGet("/my-tickets/{id:guid}/participants", ListParticipants.Own).For(Roles.Customer).WithTags("Customer portal").WithSummary("Who else is kept informed of the customer's ticket");
        return api;
    }
}
