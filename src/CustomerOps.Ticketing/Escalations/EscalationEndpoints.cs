using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Escalations;

internal static class EscalationEndpoints
{
    public static RouteGroupBuilder MapEscalations(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/escalation-rules").For(Roles.Readers).WithTags("Escalation");
        rules.MapGet("/", ListEscalationRules.Handle).WithSummary("What hands tickets up by itself, in order");
        rules.MapPost("/", CreateEscalationRule.Handle).For(Roles.Managers).WithSummary("Hand tickets up by a clock, by how often they were opened again, or at once; last in order");
        rules.MapGet("/{id:guid}", GetEscalationRule.Handle).WithSummary("One rule");
        rules.MapPut("/{id:guid}", SetEscalationRule.Handle).For(Roles.Managers).WithSummary("Change a rule; what has fired does not fire again");
        rules.MapPut("/{id:guid}/position", MoveEscalationRule.Handle).For(Roles.Managers).WithSummary("Let a rule fire earlier or later than others");
        rules.MapDelete("/{id:guid}", RemoveEscalationRule.Handle).For(Roles.Managers).Produces(204).WithSummary("Remove a rule; what it did stays");
        var line = api.MapGroup("/escalation-line").For(Roles.Readers).WithTags("Escalation");
        line.MapGet("/", GetEscalationLine.Handle).WithSummary("Who is called in an extreme case");
        line.MapPut("/", SetEscalationLine.Handle).For(Roles.Managers).WithSummary("Set who is called, in which order and how often; If-Match \"0\" where nobody did yet");
        var tickets = api.MapGroup("/tickets/{id:guid}").For(Roles.Readers).WithTags("Escalation");
        tickets.MapGet("/escalations", ListEscalations.Handle).WithSummary("The trail: every step up, and who had the ticket how long, by the wall's clock and in business time");
        tickets.MapGet("/extreme-case", GetExtremeCase.Handle).WithSummary("Who is being called, or took care");
        tickets.MapPut("/extreme-case", DeclareExtremeCase.Handle).For(Roles.Staff).WithSummary("An extreme case: to the managers' queue, and a manager is called at once");
        tickets.MapPut("/extreme-case/acknowledgement", AcknowledgeExtremeCase.Handle).For(Roles.Leads).WithSummary("I take care; nobody else is called");
        return api;
    }
}
