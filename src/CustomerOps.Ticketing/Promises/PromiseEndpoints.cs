using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Promises;

internal static class PromiseEndpoints
{
    public static Subscriptions<TicketingDb> ToPromises(this Subscriptions<TicketingDb> listen) => listen
        .On<TicketReopened, OwePromises>().On<TicketClosed, SettlePromises>().When<PromiseSoon, WarnOfPromise>().When<PromiseOverdue, EscalateMissed>();

    public static RouteGroupBuilder MapPromises(this RouteGroupBuilder api)
    {
        var promises = api.MapGroup("/promises").For(Roles.Readers).WithTags("Promises");
        promises.MapGet("/", ListPromises.Handle).WithSummary("Promises by when they are due; assignee=me: your own, missed=true: those whose time went by");
        promises.MapGet("/{id:guid}", GetPromise.Handle).WithSummary("One promise with its attempts");
        promises.MapPut("/{id:guid}", ChangePromise.Handle).For(Roles.Staff).WithSummary("Change what is promised, or for when");
        promises.MapPost("/{id:guid}/attempts", AddAttempt.Handle).For(Roles.Staff).WithSummary("Somebody tried to reach the customer, and what came of it");
        promises.MapPut("/{id:guid}/fulfilment", KeepPromise.Handle).For(Roles.Staff).WithSummary("It was done as promised; it is settled when its ticket stayed solved");
        promises.MapPut("/{id:guid}/withdrawal", WithdrawPromise.Handle).For(Roles.Staff).WithSummary("The customer does not want it any more");
        var ticket = api.MapGroup("/tickets/{id:guid}/promises").For(Roles.Readers).WithTags("Promises");
        ticket.MapGet("/", ListTicketPromises.Handle).WithSummary("What was promised on the ticket, oldest first");
        ticket.MapPost("/", MakePromise.Handle).For(Roles.Staff).WithSummary("Promise the customer something by a time; the ticket is not solved before it is kept or withdrawn");
        api.MapGet("/customers/{id:guid}/promises", ListCustomerPromises.Handle).For(Roles.Readers).WithTags("Promises").WithSummary("What the customer was promised, newest first");
        return api;
    }
}
