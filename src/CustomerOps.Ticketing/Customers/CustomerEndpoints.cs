using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Companies;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Duplicates;
using CustomerOps.Ticketing.Identities;

namespace CustomerOps.Ticketing.Customers;

internal static class CustomerEndpoints
{
    public static RouteGroupBuilder MapCustomers(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").For(Roles.Readers).WithTags("Customers");
        customers.MapGet("/", ListCustomers.Handle).WithSummary("Customers, newest first; q searches name and address");
        customers.MapGet("/{id:guid}", GetCustomer.Handle).WithSummary("One customer");
        customers.MapGet("/{id:guid}/timeline", GetTimeline.Handle).WithSummary("Everything that happened with a customer, newest first");
        customers.MapGet("/{id:guid}/tickets", ListCustomerTickets.Handle).WithSummary("What the customer asked, under whichever of their records, newest first");
        customers.MapGet("/{id:guid}/identities", ListIdentities.Handle).WithSummary("By what else the customer is known, oldest first");
        customers.MapPost("/{id:guid}/identities", AddIdentity.Handle).For(Roles.Staff).WithSummary("The customer is known by this address, phone or number too");
        customers.MapDelete("/{id:guid}/identities/{identityId:guid}", RemoveIdentity.Handle).For(Roles.Staff).WithSummary("The customer is not known by it any more");
        customers.MapPut("/{id:guid}/consent", SetConsent.Handle).For(Roles.Staff).WithSummary("May the customer be asked for feedback?");
        var own = api.MapGroup("/my-tickets").For(Roles.Customer).WithTags("Customer portal");
        own.MapGet("/", ListOwnTickets.Handle).WithSummary("The customer's own tickets, newest first");
        own.MapGet("/{id:guid}/messages", ListOwnMessages.Handle).WithSummary("What was said to and by the customer, oldest first; nothing internal");
        own.MapPost("/{id:guid}/messages", ReplyToOwnTicket.Handle).WithSummary("The customer writes on their ticket; where it opens no more, on the one that goes on from it (see Location)");
        return api.MapCustomerMerging().MapDuplicates().MapCompanies().MapConsents();
    }
}
