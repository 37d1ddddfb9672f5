using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Sla.Policies;

internal static class PolicyEndpoints
{
    public static RouteGroupBuilder MapPolicies(this RouteGroupBuilder api)
    {
        var policies = api.MapGroup("/sla-policies").For(Roles.Readers).WithTags("Service levels");
        policies.MapGet("/", ListPolicies.Handle).WithSummary("What is promised to which tickets, in the order the policies are asked");
        policies.MapPost("/", CreatePolicy.Handle).For(Roles.Managers).WithSummary("Promise something to some tickets; asked last but one");
        policies.MapGet("/preview", PreviewPolicy.Handle).WithSummary("The policy a ticket has or would have, and why not the ones before it");
        policies.MapGet("/{id:guid}", GetPolicy.Handle).WithSummary("One policy");
        policies.MapPut("/{id:guid}", SetPolicy.Handle).For(Roles.Managers).WithSummary("Promise something else from now on, for running clocks too; time that has passed stays passed");
        policies.MapPut("/{id:guid}/position", MovePolicy.Handle).For(Roles.Managers).WithSummary("Ask a policy earlier or later");
        policies.MapDelete("/{id:guid}", RetirePolicy.Handle).For(Roles.Managers).WithSummary("Take a policy out of use; its tickets go to the next that is for them");
        policies.MapGet("/{id:guid}/versions", ListPolicyVersions.Handle).WithSummary("What was promised when, newest first");
        return api;
    }
}
