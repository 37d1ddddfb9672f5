using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class ListCustomerTickets
{
    public static async Task<Page<TicketView>> Handle(Guid id, [Word<TicketState>] string? state, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        var tickets = db.Tickets.AsNoTracking().Where(t => records.Contains(t.CustomerId));
        if (Kebab<TicketState>.Read(state) is { } wanted) tickets = tickets.Where(t => t.State == wanted);
        return await TicketOrder.Page(tickets, TicketSort.Created, size, after, ct);
    }
}
