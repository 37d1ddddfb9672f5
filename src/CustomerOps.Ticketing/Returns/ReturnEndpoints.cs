using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Returns;

internal static class ReturnEndpoints
{
    public static RouteGroupBuilder MapReturns(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders/{id:guid}").For(Roles.Staff).WithTags("Returns");
        orders.MapPost("/action-previews", PreviewOrderAction.Handle).WithSummary("What the policy says of an action and what it would move; changes nothing");
        orders.MapPost("/actions", ProposeOrderAction.Handle).WithSummary("Cancel, change, return, exchange or correct: done, or waiting for approval, or refused with the rule");
        orders.MapPut("/expedite", ExpediteOrder.Handle).WithSummary("Hurry it, once: done, or waiting for approval, or refused with the rule; the shop hears of it as of every action");
        var actions = api.MapGroup("/order-actions").For(Roles.Readers).WithTags("Returns");
        actions.MapGet("/", ListOrderActions.Handle).WithSummary("What was done with orders, newest first");
        actions.MapGet("/{id:guid}", GetOrderAction.Handle).WithSummary("One action, with the rules it was decided by");
        actions.MapPut("/{id:guid}/approval", DecideOrderAction.Handle).For(Roles.Staff).WithSummary("Approve or decline; never one's own");
        actions.MapPut("/{id:guid}/receipt", ReceiveGoods.Handle).For(Roles.Staff).WithSummary("The goods are here: the money moves");
        actions.MapDelete("/{id:guid}", WithdrawOrderAction.Handle).For(Roles.Staff).WithSummary("Take it back before it is completed");
        api.MapGet("/customers/{id:guid}/returns", GetCustomerReturns.Handle).For(Roles.Staff).WithTags("Returns").WithSummary("How much the person sends back, under all their records, and what of it is flagged by the policy in force");
        var policy = api.MapGroup("/return-policy").For(Roles.Readers).WithTags("Returns");
        policy.MapGet("/", GetReturnPolicy.Handle).WithSummary("The policy in force");
        policy.MapGet("/versions/{number:int}", GetReturnPolicy.Version).WithSummary("A version that decisions cite");
        policy.MapPut("/", SetReturnPolicy.Handle).For(Roles.Managers).WithSummary("A new version; decisions made keep theirs");
        api.MapGroup("/catalogue-items").For([.. Roles.Managers, Roles.Partner]).WithTags("Returns")
            .MapPost("/", PutCatalogue.Handle).WithSummary("Tell what the shop sells; a sku told again is changed");
        return api;
    }
}
