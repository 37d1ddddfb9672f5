using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Complaints;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class GetCustomer
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var ids = db.RecordsOf(id);
        var records = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
        var customer = records.SingleOrDefault(c => c.Id == id) ?? throw new NotFound("customer");
        return Tagged.Ok(CustomerView.Of(customer, records) with { OpenComplaints = await db.OpenComplaintsOf([.. records.Select(r => r.Id)], ct) }, customer.Version);
    }
}
