using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Companies;

internal static class CompanyEndpoints
{
    public static RouteGroupBuilder MapCompanies(this RouteGroupBuilder api)
    {
        var companies = api.MapGroup("/companies").For(Roles.Readers).WithTags("Companies");
        companies.MapGet("/", ListCompanies.Handle).WithSummary("Companies that customers are with, newest first");
        companies.MapPost("/", CreateCompany.Handle).For(Roles.Staff).WithSummary("A company; whoever has an address in one of its domains is a member");
        companies.MapGet("/{id:guid}", GetCompany.Handle).WithSummary("One company");
        companies.MapPut("/{id:guid}", ChangeCompany.Handle).For(Roles.Staff).WithSummary("Change its name, domains, number and note; who joined by a domain stays a member");
        companies.MapDelete("/{id:guid}", RemoveCompany.Handle).For(Roles.Leads).WithSummary("Remove it; its members and their tickets stay");
        companies.MapGet("/{id:guid}/tickets", ListCompanyTickets.Handle).WithSummary("What members asked whose main company it is, newest first");
        companies.MapGet("/{id:guid}/timeline", GetCompanyTimeline.Handle).WithSummary("Everything that happened with members whose main company it is, newest first");
        companies.MapGet("/{id:guid}/members", ListMembers.Handle).WithSummary("Who is with it, in what role, and which of its tickets they see in the portal");
        companies.MapPut("/{id:guid}/members/{customerId:guid}", PutMember.Handle).For(Roles.Staff).WithSummary("The customer is with it");
        companies.MapDelete("/{id:guid}/members/{customerId:guid}", RemoveMember.Handle).For(Roles.Staff).WithSummary("The customer is with it no more, and does not join by an address known already");
        api.MapGet("/customers/{id:guid}/companies", ListMemberships.Handle).For(Roles.Readers).WithTags("Companies").WithSummary("The companies the customer is with");
        return api;
    }
}
