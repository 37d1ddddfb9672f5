using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Returns;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Orders;

internal sealed record OrderCustomerRequest(
    [EmailAddress, Text(254)] string Email, [Text(200)] string Name, [LanguageTag] string? Language = null, [Text(50)] string? Branch = null,
    [MaxLength(20)] PaymentMethodRequest[]? PaymentMethods = null);

/// <param name="Reference">The shop's name for it: never a card number.</param>
/// <param name="Balance">Of a gift card.</param>
internal sealed record PaymentMethodRequest([Text(100)] string Reference, PaymentKind Kind, [Range(0, 100_000_000)] decimal? Balance = null);

internal sealed record PaymentRequest([Text(100)] string Reference, PaymentKind Kind, [Range(0, 100_000_000)] decimal Amount);

internal sealed record OrderLineRequest([Text(100)] string Sku, [Text(300)] string Name, [Range(1, 100_000)] int Quantity, [Range(0, 100_000_000)] decimal UnitPrice,
    [Text(100)] string? ProductId = null, [Text(100)] string? Category = null);

/// <param name="Currency">ISO 4217.</param>
/// <param name="Payments">What it was paid with; nothing said changes nothing.</param>
/// <param name="Fields">Of the organisation's own fields those named; null takes a value away.</param>
/// <param name="CompletedAt">When it reached the customer; now, where the order is delivered or completed and nothing is said.</param>
[Example("""{ "externalId": "W-10482", "customer": { "email": "anna.berg@example.com", "name": "Anna Berg", "language": "da" }, "lines": [{ "sku": "SHOE-42", "name": "Running shoe 42", "quantity": 1, "unitPrice": 899.00 }], "currency": "DKK", "placedAt": "2026-11-02T10:15:00Z", "status": "processed" }""")]
internal sealed record PutOrderRequest(
    [Text(100)] string ExternalId, OrderCustomerRequest Customer, [MinLength(1), MaxLength(500)] OrderLineRequest[] Lines,
    [RegularExpression("^[A-Z]{3}$")] string Currency, DateTimeOffset PlacedAt, OrderStatus Status, DateTimeOffset? CompletedAt = null,
    [MaxLength(20)] PaymentRequest[]? Payments = null, [MaxLength(TicketField.Most)] Dictionary<string, JsonElement>? Fields = null);

internal static class PutOrder
{
    public static async Task<Tagged<OrderView>> Handle(PutOrderRequest request, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var facts = new OrderFacts(
            request.ExternalId.Trim(), request.Status, request.Customer.Branch, request.Currency,
            [.. request.Lines.Select(l => new OrderItem(l.Sku, l.Name, l.Quantity, l.UnitPrice, l.ProductId, l.Category))], request.PlacedAt.ToUniversalTime(), request.CompletedAt?.ToUniversalTime(),
            request.Payments?.Select(p => new Payment(p.Reference, p.Kind, p.Amount)).ToList());
        var buyer = new Buyer(request.Customer.Email, request.Customer.Name, request.Customer.Language, request.Customer.Branch,
            request.Customer.PaymentMethods?.Select(m => new PaymentMethod(m.Reference, m.Kind, m.Balance)).ToList());
        var (order, isNew) = await db.Retry(async () =>
        {
            var taken = await db.TakeOrder(facts, buyer, time.Now(), ct);
            if (request.Fields is { Count: > 0 } sent) taken.Order.Fill((await book.For(db, FieldScope.Order, ct)).Filled(taken.Order.Fields, sent, FieldScope.Order), time.Now());
            await db.SaveChangesAsync(ct);
            return taken;
        });
        return isNew ? Tagged.Created($"/api/v1/orders/{order.Id}", OrderView.Of(order), order.Version) : Tagged.Ok(OrderView.Of(order), order.Version);
    }
}
