using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Orders;

internal static class GetOrder
{
    public static async Task<Tagged<OrderView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("order");
        return Tagged.Ok(OrderView.Of(order), order.Version);
    }
}
