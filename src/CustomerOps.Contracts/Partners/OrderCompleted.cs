namespace CustomerOps.Contracts.Partners;

/// <summary>A shop system tells of a completed order, on the partner exchange with routing key <c>order-completed.v1</c>.</summary>
/// <param name="ExternalId">The partner's order number; the same one twice is one order.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Payments">What it was paid with; nothing said changes nothing.</param>
[Event("order-completed.v1", fromPartner: true)]
public sealed record OrderCompleted(
    string ExternalId, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, string Currency, DateTimeOffset PlacedAt, DateTimeOffset CompletedAt,
    IReadOnlyList<OrderPayment>? Payments = null);

/// <param name="Language">BCP 47 tag.</param>
/// <param name="Branch">Code of the branch that served the customer.</param>
/// <param name="PaymentMethods">All the customer can pay with; nothing said changes nothing.</param>
public sealed record OrderCustomer(string Email, string Name, string? Language = null, string? Branch = null, IReadOnlyList<OrderPaymentMethod>? PaymentMethods = null);

/// <param name="UnitPrice">In the order's currency, two decimals.</param>
/// <param name="ProductId">Variants of one product share it.</param>
public sealed record OrderLine(string Sku, string Name, int Quantity, decimal UnitPrice, string? ProductId = null, string? Category = null);

/// <param name="Reference">The partner's name for the payment method: never a card number.</param>
/// <param name="Amount">In the order's currency.</param>
public sealed record OrderPayment(string Reference, PaymentKind Kind, decimal Amount);

/// <param name="Reference">The partner's name for it: never a card number.</param>
/// <param name="Balance">Of a gift card, where it is known.</param>
public sealed record OrderPaymentMethod(string Reference, PaymentKind Kind, decimal? Balance = null);

public enum PaymentKind { CreditCard, DebitCard, GiftCard, Paypal, BankTransfer, Invoice, Cash, Cheque, Other }
