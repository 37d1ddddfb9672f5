using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

/// <summary>A JSON merge patch (RFC 7396).</summary>
/// <param name="Fields">Of the organisation's own fields those named; null takes a value away.</param>
[Example("""{ "fields": {} }""")]
internal sealed record PatchFieldsRequest([MaxLength(TicketField.Most)] Dictionary<string, JsonElement> Fields);

internal static class PatchCustomer
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, PatchFieldsRequest request, IfMatch ifMatch, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        customer.Fill((await book.For(db, FieldScope.Customer, ct)).Filled(customer.Fields, request.Fields, FieldScope.Customer), time.Now());
        await db.SaveChangesAsync(ct);
        return await GetCustomer.Handle(id, db, ct);
    }
}

internal static class PatchOrder
{
    public static async Task<Tagged<OrderView>> Handle(Guid id, PatchFieldsRequest request, IfMatch ifMatch, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        var order = await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("order");
        ifMatch.Check(order.Version);
        order.Fill((await book.For(db, FieldScope.Order, ct)).Filled(order.Fields, request.Fields, FieldScope.Order), time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OrderView.Of(order), order.Version);
    }
}
