using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Returns;

/// <param name="Approver">Who has to approve; null where nobody has to.</param>
/// <param name="Refunds">To the customer, in the order's currency.</param>
/// <param name="Charges">From the customer.</param>
/// <param name="Fee">Kept from the refund.</param>
internal sealed record DecisionView(
    DecisionOutcome Outcome, int PolicyVersion, IReadOnlyList<Citation> Citations, ApprovalRole? Approver, string Currency, IReadOnlyList<Move> Refunds, IReadOnlyList<Move> Charges, decimal Fee)
{
    public static DecisionView Of(Decision d, ReturnPolicy policy, Order order) => new(d.Outcome, policy.Number, d.Citations, d.Approver, order.Currency, d.Refunds, d.Charges, d.Fee);
}

/// <param name="Cost">What expediting costs the house.</param>
/// <param name="ReturnNumber">What stands on the parcel; null where no goods come back.</param>
internal sealed record OrderActionView(
    Guid Id, Guid OrderId, string ExternalId, Guid? TicketId, OrderActionKind Action, OrderActionState State, IReadOnlyList<ActionLine> Lines, string? Address, string? Reason, string? Exception,
    IReadOnlyList<string> Papers, string Currency, IReadOnlyList<Move> Refunds, IReadOnlyList<Move> Charges, decimal Fee, int PolicyVersion, IReadOnlyList<Citation> Citations,
    ApprovalRole? Approver, Guid? AskedBy, string AskedByName, DateTimeOffset AskedAt, Guid? DecidedBy, string? DecidedByName, DateTimeOffset? DecidedAt, string? Note, DateTimeOffset? CompletedAt,
    string? ReturnNumber, decimal? Cost)
{
    public static OrderActionView Of(OrderAction a) => new(
        a.Id, a.OrderId, a.Order.ExternalId, a.TicketId, a.Kind, a.State, a.Lines, a.Address, a.Reason, a.Exception, a.Papers, a.Order.Currency, a.Refunds, a.Charges, a.Fee, a.PolicyVersion,
        a.Citations, a.Approver, a.AskedBy, a.AskedByName, a.AskedAt, a.DecidedBy, a.DecidedByName, a.DecidedAt, a.Note, a.CompletedAt, a.ReturnNumber, a.Cost);
}
