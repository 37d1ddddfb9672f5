using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Complaints;

internal static class ComplaintEndpoints
{
    public static Subscriptions<TicketingDb> ToComplaints(this Subscriptions<TicketingDb> listen) => listen
        .When<ComplaintSoon, WarnOfComplaint>().When<ComplaintLate, EscalateComplaint>().When<ComplaintLeft, EndComplaintLeft>().On<TicketClosed, CloseComplaints>();

    public static RouteGroupBuilder MapComplaints(this RouteGroupBuilder api)
    {
        var complaints = api.MapGroup("/complaints").For(Roles.Readers).WithTags("Complaints");
        complaints.MapGet("/", ListComplaints.Handle).WithSummary("Complaints by when something is owed; owner=me: your own");
        complaints.MapGet("/{id:guid}", GetComplaint.Handle).WithSummary("One complaint with its remedies and answers");
        complaints.MapPut("/{id:guid}", ChangeComplaint.Handle).For(Roles.Staff).WithSummary("Say all anew that is known of it; another severity sets other times");
        complaints.MapGet("/{id:guid}/earlier", EarlierComplaints.Handle).WithSummary("Complaints before it with the same customer, cause or product, newest first, each with what it has in common");
        complaints.MapGet("/{id:guid}/guidance", GuideComplaint.Handle).For(Roles.Staff).WithSummary("How to calm and settle it, in your language, and what the knowledge base has of it");
        complaints.MapPut("/{id:guid}/acknowledgement", AcknowledgeComplaint.Handle).For(Roles.Staff).WithSummary("The customer knows that it is taken up; a message is sent to them");
        complaints.MapPut("/{id:guid}/investigation", InvestigateComplaint.Handle).For(Roles.Staff).WithSummary("It is looked into");
        complaints.MapPost("/{id:guid}/remedies", GiveRemedy.Handle).For(Roles.Staff).WithSummary("What the customer is given: agreed, or waiting for approval");
        complaints.MapPut("/{id:guid}/remedies/{remedyId:guid}/approval", DecideRemedy.Handle).For(Roles.Staff).WithSummary("Approve or decline; never one's own");
        complaints.MapDelete("/{id:guid}/remedies/{remedyId:guid}", TakeBackRemedy.Handle).For(Roles.Staff).WithSummary("Not given after all");
        complaints.MapPut("/{id:guid}/answer", AnswerComplaint.Handle).For(Roles.Staff).WithSummary("The outcome, and what the customer reads on the ticket");
        complaints.MapPut("/{id:guid}/closure", CloseComplaint.Handle).For(Roles.Staff).WithSummary("It is at its end; its cause is known");
        complaints.MapPut("/{id:guid}/withdrawal", WithdrawComplaint.Handle).For(Roles.Staff).WithSummary("The customer does not complain any more");
        complaints.MapPut("/{id:guid}/review", ReviewComplaint.Handle).For(Roles.Staff).WithSummary("The customer is not content with the answer: somebody else looks at it again, once");
        var ticket = api.MapGroup("/tickets/{id:guid}/complaints").For(Roles.Readers).WithTags("Complaints");
        ticket.MapGet("/", ListTicketComplaints.Handle).WithSummary("The complaints on the ticket, oldest first");
        ticket.MapPost("/", RegisterComplaint.Handle).For(Roles.Staff).WithSummary("Register a complaint; the ticket is not solved before it is answered or withdrawn. {} will do on the follow-up of a bad survey answer");
        api.MapGet("/customers/{id:guid}/complaints", ListCustomerComplaints.Handle).For(Roles.Readers).WithTags("Complaints").WithSummary("What the customer complained of, under whichever of their records, newest first");
        var own = api.MapGroup("/my-complaints").For(Roles.Customer).WithTags("Customer portal");
        own.MapGet("/", ListOwnComplaints.Handle).WithSummary("What the customer complained of, newest first");
        own.MapGet("/{id:guid}", ListOwnComplaints.One).WithSummary("One complaint with its answers");
        own.MapPut("/{id:guid}/review", ReviewOwnComplaint.Handle).WithSummary("I am not content with the answer: somebody else looks at it again, once");
        var policy = api.MapGroup("/complaint-policy").For(Roles.Readers).WithTags("Complaints");
        policy.MapGet("/", GetComplaintPolicy.Handle).WithSummary("What whoever complains is promised, and who approves what it costs");
        policy.MapPut("/", SetComplaintPolicy.Handle).For(Roles.Managers).WithSummary("Set it; If-Match \"0\" where nobody did yet");
        var causes = api.MapGroup("/complaint-causes").For(Roles.Readers).WithTags("Complaints");
        causes.MapGet("/", ListComplaintCauses.Handle).WithSummary("Why customers complain, as the organisation lists it");
        causes.MapGet("/{name}", ListComplaintCauses.One).WithSummary("One cause");
        causes.MapPut("/{name}", PutComplaintCause.Handle).For(Roles.Managers).WithSummary("Set a cause; If-Match \"0\" where there is none yet");
        causes.MapDelete("/{name}", RetireComplaintCause.Handle).For(Roles.Managers).WithSummary("Give it to no complaint any more; those that have it keep it");
        var guidance = api.MapGroup("/complaint-guidance").For(Roles.Readers).WithTags("Complaints");
        guidance.MapGet("/", ListComplaintGuidance.Handle).WithSummary("How the organisation deals with complaints, in its own words");
        guidance.MapGet("/{name}", ListComplaintGuidance.One).WithSummary("One text by language");
        guidance.MapPut("/{name}", PutComplaintGuidance.Handle).For(Roles.Managers).WithSummary("Set a text; If-Match \"0\" where there is none yet");
        guidance.MapDelete("/{name}", RemoveComplaintGuidance.Handle).For(Roles.Managers).WithSummary("Remove a text");
        return api;
    }
}
