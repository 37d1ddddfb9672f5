using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <param name="ReturnNumber">As it stands on the parcel.</param>
internal sealed record OrderActionFilter([property: Word<OrderActionState>] string? State, Guid? OrderId, [property: Text(20)] string? ReturnNumber, int? Limit, [property: Text(500)] string? After);

internal static class ListOrderActions
{
    public static async Task<Page<OrderActionView>> Handle([AsParameters] OrderActionFilter filter, TicketingDb db, CancellationToken ct)
    {
        IQueryable<OrderAction> actions = db.OrderActions.AsNoTracking().Include(a => a.Order);
        if (Kebab<OrderActionState>.Read(filter.State) is { } state) actions = actions.Where(a => a.State == state);
        if (filter.OrderId is { } orderId) actions = actions.Where(a => a.OrderId == orderId);
        if (filter.ReturnNumber is { } number) actions = actions.Where(a => a.ReturnNumber == number);
        return await actions.NewestFirst(filter.Limit, filter.After, a => a.Id, OrderActionView.Of, ct);
    }
}

internal static class GetOrderAction
{
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var action = await db.OrderActions.AsNoTracking().Include(a => a.Order).SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("order action");
        return Tagged.Ok(OrderActionView.Of(action), action.Version);
    }

    /// <summary>To be changed.</summary>
    public static async Task<OrderAction> OrderActionToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        var action = await db.OrderActions.Include(a => a.Order.Customer).SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("order action");
        ifMatch.Check(action.Version);
        return action;
    }
}
