namespace CustomerOps.Contracts.Ticketing;

/// <summary>Something is to be done with an order and somebody has to approve it first.</summary>
/// <param name="Action">cancel, change-address, change-payment, change-items, return, exchange, billing-correction or expedite.</param>
/// <param name="Approver">The role that may approve, or a higher one.</param>
[Event("ticketing.order-action-awaits-approval.v1")]
public sealed record OrderActionAwaitsApproval(Guid ActionId, Guid OrderId, string ExternalId, string Action, string Approver, Guid? TicketId, DateTimeOffset AskedAt);

/// <summary>The shop is to do it: cancel, change, or await the goods. The same <c>actionId</c> is the same action.</summary>
/// <param name="Address">The new address of a change-address.</param>
/// <param name="PolicyVersion">The version of the returns policy that decided it.</param>
[Event("ticketing.order-action-approved.v1")]
public sealed record OrderActionApproved(
    Guid ActionId, Guid OrderId, string ExternalId, string Action, IReadOnlyList<OrderActionLine> Lines, string? Address, int PolicyVersion, DateTimeOffset ApprovedAt);

/// <param name="InsteadSku">What comes in its place; null where nothing does.</param>
public sealed record OrderActionLine(string Sku, int Quantity, string? InsteadSku);

/// <summary>It is done: the shop is to move this money, once for each <c>actionId</c>.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Refunds">To the customer.</param>
/// <param name="Charges">From the customer.</param>
/// <param name="Fee">Kept from the refund already.</param>
[Event("ticketing.order-action-completed.v1")]
public sealed record OrderActionCompleted(
    Guid ActionId, Guid OrderId, string ExternalId, string Action, string Currency, IReadOnlyList<MoneyMove> Refunds, IReadOnlyList<MoneyMove> Charges, decimal Fee, Guid? TicketId, DateTimeOffset CompletedAt);

/// <param name="Reference">The shop's name of the payment method; <c>as-paid</c> where the shop never told how the order was paid.</param>
/// <param name="Kind">credit-card, debit-card, gift-card, paypal, bank-transfer, invoice, cash, cheque or other.</param>
public sealed record MoneyMove(string Reference, string Kind, decimal Amount);

/// <summary>Somebody who may approve it did not.</summary>
[Event("ticketing.order-action-declined.v1")]
public sealed record OrderActionDeclined(Guid ActionId, Guid OrderId, string ExternalId, string Action, string? Note, DateTimeOffset DeclinedAt);

/// <summary>It was approved or waited for approval, and is not to be done any more.</summary>
[Event("ticketing.order-action-withdrawn.v1")]
public sealed record OrderActionWithdrawn(Guid ActionId, Guid OrderId, string ExternalId, string Action, DateTimeOffset WithdrawnAt);
