using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class GetCustomer
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        return Tagged.Ok(CustomerView.Of(customer), customer.Version);
    }
}
