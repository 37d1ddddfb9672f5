using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Returns;

namespace CustomerOps.Ticketing.Orders;

internal static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").For([.. Roles.Readers, Roles.Partner]).WithTags("Orders");
        orders.MapPost("/", PutOrder.Handle).For([.. Roles.Staff, Roles.Partner]).Produces<OrderView>(200)
            .WithSummary("Tell of an order: 201 when it was not known, 200 when it was; an externalId is one order");
        orders.MapGet("/", ListOrders.Handle).WithSummary("Orders, newest first");
        orders.MapGet("/{id:guid}", GetOrder.Handle).WithSummary("One order");
        return api.MapReturns();
    }
}
