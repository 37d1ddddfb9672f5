using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Approvals;

internal static class ApprovalEndpoints
{
    public static RouteGroupBuilder MapApprovals(this RouteGroupBuilder api)
    {
        var approvals = api.MapGroup("/approvals").For(Roles.Readers).WithTags("Approvals");
        approvals.MapGet("/", ListApprovals.Handle).WithSummary("What waits for a decision, or was decided, oldest first; mine=true: what you may decide");
        approvals.MapGet("/{id:guid}", GetApproval.Handle).WithSummary("One of them, with who decided what");
        approvals.MapPut("/{id:guid}/decision", DecideApproval.Handle).For(Roles.Staff).WithSummary("Say yes or no, with a comment; never to what you asked for yourself");
        approvals.MapPut("/{id:guid}/withdrawal", WithdrawApproval.Handle).For(Roles.Staff).WithSummary("It is not wanted any more");
        var rules = api.MapGroup("/approval-rules").For(Roles.Readers).WithTags("Approvals");
        rules.MapGet("/", GetApprovalRules.Handle).WithSummary("Who decides on how much");
        rules.MapPut("/", SetApprovalRules.Handle).For(Roles.Managers).WithSummary("Set it; If-Match \"0\" where nobody did yet");
        var delegation = api.MapGroup("/approval-delegation").For(Roles.Staff).WithTags("Approvals");
        delegation.MapGet("/", Delegating.Get).WithSummary("Who decides for you while you are away");
        delegation.MapPut("/", Delegating.Put).WithSummary("Somebody decides for you until then");
        delegation.MapDelete("/", Delegating.End).WithSummary("You decide yourself again");
        var ticket = api.MapGroup("/tickets/{id:guid}/approvals").For(Roles.Readers).WithTags("Approvals");
        ticket.MapGet("/", ListTicketApprovals.Handle).WithSummary("What was asked for on the ticket, oldest first");
        ticket.MapPost("/", AskApproval.Handle).For(Roles.Staff).WithSummary("Ask for a decision; who decides depends on the amount, and the ticket is not solved before");
        return api;
    }
}
