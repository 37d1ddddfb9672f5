using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Notices;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Shipments;

namespace CustomerOps.Ticketing.Orders;

internal static class OrderEndpoints
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services.AddScoped<NoticeDesk>();

    public static Subscriptions<TicketingDb> ToOrders(this Subscriptions<TicketingDb> listen) => listen.When<PromiseOfShipment, LookAtShipment>().On<OrderLate, TellOfLateOrder>().On<OrderActionApproved, SendReturnPaper>();

    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").For([.. Roles.Readers, Roles.Partner]).WithTags("Orders");
        orders.MapPost("/", PutOrder.Handle).For([.. Roles.Staff, Roles.Partner]).Produces<OrderView>(200)
            .WithSummary("Tell of an order: 201 when it was not known, 200 when it was; an externalId is one order");
        orders.MapGet("/", ListOrders.Handle).WithSummary("Orders, newest first");
        orders.MapGet("/{id:guid}", GetOrder.Handle).WithSummary("One order");
        orders.MapPost("/{id:guid}/shipments", TellShipment.Handle).For([.. Roles.Staff, Roles.Partner]).Produces<OrderView>(200)
            .WithSummary("Tell of a parcel, whole or in part and in any order: 201 when it was not known, 200 when it was; carrier and number are one shipment");
        var notices = api.MapGroup("/order-notices").For(Roles.Readers).WithTags("Orders");
        notices.MapGet("/", ListNotices.Handle).WithSummary("What customers are told of their orders by mail, and in which words");
        notices.MapGet("/{kind}", GetNotice.Handle).WithSummary("One notice: order-late or return-approved");
        notices.MapPut("/{kind}", PutNotice.Handle).For(Roles.Managers).WithSummary("Switch it on or off and set its words; If-Match \"0\" where nobody did yet");
        return api.MapReturns();
    }
}
