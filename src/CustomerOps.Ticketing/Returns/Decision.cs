using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Returns;

/// <summary>What one rule said.</summary>
/// <param name="Rule">Its id; null where no rule speaks of it.</param>
/// <param name="PolicyVersion">0 is the policy that comes with CustomerOps.</param>
/// <param name="Code">What it found: allowed, or what is broken: status, not-after, window, reason, condition, papers, product, method, balance, no-rule; or what is striking: return-rate, return-percentile, price-switch.</param>
internal sealed record Citation(string? Rule, int PolicyVersion, DecisionOutcome Outcome, string Code, string Text);

/// <summary>What the policy says of what was asked, and the money it would move.</summary>
/// <param name="Approver">Who has to approve, where somebody has to.</param>
internal sealed record Decision(IReadOnlyList<Citation> Citations, ApprovalRole? Approver, IReadOnlyList<Move> Refunds, IReadOnlyList<Move> Charges, decimal Fee)
{
    public DecisionOutcome Outcome => Citations.Any(c => c.Outcome == DecisionOutcome.Refused) ? DecisionOutcome.Refused : Approver is null ? DecisionOutcome.Allowed : DecisionOutcome.NeedsApproval;

    /// <summary>Throws where it is refused, and says by which rule of which version.</summary>
    public void Stands()
    {
        if (Citations.FirstOrDefault(c => c.Outcome == DecisionOutcome.Refused) is not { } broken) return;
        var rule = broken.Rule is null ? $"Policy version {broken.PolicyVersion}" : $"Rule {broken.Rule} of policy version {broken.PolicyVersion}";
        throw new RuleViolation($"order-action.{broken.Code}", $"{rule}: {broken.Text}");
    }
}
