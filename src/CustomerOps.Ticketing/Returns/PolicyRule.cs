using System.ComponentModel.DataAnnotations;
using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Returns;

/// <summary>Above this amount somebody else with at least this role has to approve.</summary>
internal sealed record ApprovalLimit([Range(0, 100_000_000)] decimal Above, ApprovalRole Role);

/// <summary>What may be let pass, by whose approval.</summary>
internal sealed record Waiver([MinLength(1), MaxLength(4)] Waivable[] What, ApprovalRole Role);

/// <summary>
/// One rule of the policy. Of the rules for an action the first that names the line's category, or none, judges the line; what it says of the
/// order (status, window, what was done before) holds for the whole order.
/// </summary>
/// <param name="Id">Cited by every decision.</param>
/// <param name="Text">The rule in words, as staff and customers are told it.</param>
/// <param name="Statuses">The order states in which it is allowed.</param>
/// <param name="Categories">The lines it judges; empty for all that no rule before it names.</param>
/// <param name="WithinDays">Days since delivery, or since the order was placed where it was not delivered; none for ever.</param>
/// <param name="Reasons">Those that count; empty for any, or none.</param>
/// <param name="Conditions">In which goods are taken back; empty for any.</param>
/// <param name="NotAfter">Once one of these was done with the order this is not.</param>
/// <param name="SameProduct">What comes instead is another variant of the same product.</param>
/// <param name="FeePercent">Of the goods' price, kept from the refund.</param>
/// <param name="Fee">Kept from the refund once, in the order's currency.</param>
/// <param name="Papers">Those that must be there.</param>
internal sealed record PolicyRule(
    [RegularExpression("^[a-z0-9][a-z0-9-]{0,59}$")] string Id, OrderActionKind Action, [Text(500)] string Text, [MinLength(1), MaxLength(5)] OrderStatus[] Statuses,
    [Labels(50, 100)] string[]? Categories = null, [Range(0, 3_650)] int? WithinDays = null, [Labels(30, 100)] string[]? Reasons = null, [MaxLength(5)] ItemCondition[]? Conditions = null,
    [MaxLength(8)] OrderActionKind[]? NotAfter = null, bool SameProduct = false, RefundTarget RefundTo = RefundTarget.Original, [Range(0, 100)] decimal FeePercent = 0,
    [Range(0, 1_000_000)] decimal Fee = 0, [Labels(20, 100)] string[]? Papers = null, [MaxLength(5)] ApprovalLimit[]? Approvals = null, Waiver? Waiver = null)
{
    public bool Judges(OrderActionKind action, string? category) => Action == action && (Categories is not { Length: > 0 } || (category is not null && Categories.Contains(category)));

    /// <returns>The role that has to approve so much, or null.</returns>
    public ApprovalRole? ApproverOf(decimal amount) => Approvals?.ApproverOf(amount);
}
