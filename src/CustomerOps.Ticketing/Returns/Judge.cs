using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Returns;

/// <summary>The policy, executed: every rule that speaks of what is asked is held against it and cited. Pure, so that a year of returns can be judged again by another policy.</summary>
internal static class Judge
{
    public static Decision Decide(ReturnPolicy policy, OrderCase on, Ask ask)
    {
        var lines = ask.Lines.Count > 0 ? ask.Lines.GroupBy(l => policy.RuleFor(ask.Action, l.Item.Category)) : [];
        var judged = ask.Lines.Count > 0 ? [.. lines.Select(g => (Rule: g.Key, Lines: g.ToList()))] : new List<(PolicyRule? Rule, List<AskedLine> Lines)> { (policy.RuleFor(ask.Action, null), []) };
        List<Citation> cited = [];
        ApprovalRole? approver = null;
        foreach (var (rule, of) in judged)
        {
            if (rule is null)
            {
                cited.Add(new(null, policy.Number, DecisionOutcome.Refused, "no-rule", of.Count > 0 ? $"No rule lets {Kebab<OrderActionKind>.Of(ask.Action)} {string.Join(", ", of.Select(l => l.Item.Sku))}." : $"No rule lets {Kebab<OrderActionKind>.Of(ask.Action)} an order."));
                continue;
            }

            var broken = Broken(rule, on, ask, of).ToList();
            foreach (var (code, text, waivable) in broken)
            {
                var waived = ask.Exception is not null && waivable is { } what && rule.Waiver?.What.Contains(what) == true;
                cited.Add(new(rule.Id, policy.Number, waived ? DecisionOutcome.NeedsApproval : DecisionOutcome.Refused, code, $"{rule.Text} {text}"));
                if (waived) approver = Higher(approver, rule.Waiver!.Role);
            }

            if (broken.Count == 0) cited.Add(new(rule.Id, policy.Number, DecisionOutcome.Allowed, "allowed", rule.Text));
        }

        var rules = judged.Select(j => j.Rule).OfType<PolicyRule>().ToList();
        var money = Money.Of(judged, on, ask);
        foreach (var (code, text) in money.Broken(rules, on, ask)) cited.Add(new(rules.FirstOrDefault()?.Id, policy.Number, DecisionOutcome.Refused, code, text));
        // By the larger of what is given and what is taken: an exchange for a cheaper thing is a refund, too.
        foreach (var rule in rules) approver = Higher(approver, rule.ApproverOf(Math.Max(money.Refund, ask.Lines.Sum(l => l.Price))));
        return new Decision(cited, approver, money.Refunds, money.Charges, money.Fee);
    }

    private static IEnumerable<(string Code, string Text, Waivable? Waivable)> Broken(PolicyRule rule, OrderCase on, Ask ask, List<AskedLine> lines)
    {
        var order = on.Order;
        if (!rule.Statuses.Contains(order.Status)) yield return ("status", $"The order is {Kebab<OrderStatus>.Of(order.Status)}.", null);
        if (on.Live.FirstOrDefault(a => rule.NotAfter?.Contains(a.Kind) == true) is { } before) yield return ("not-after", $"The order had {Kebab<OrderActionKind>.Of(before.Kind)} before.", null);
        var days = (ask.At - (order.CompletedAt ?? order.PlacedAt)).TotalDays;
        if (days > rule.WithinDays) yield return ("window", $"It is {Math.Floor(days):0} days.", Waivable.Window);
        if (rule.Reasons is { Length: > 0 } reasons && !reasons.Contains(ask.Reason)) yield return ("reason", $"The reason is one of: {string.Join(", ", reasons)}.", Waivable.Reason);
        if (rule.Conditions is { Length: > 0 } conditions && lines.Find(l => l.Condition is not { } c || !conditions.Contains(c)) is { } unfit)
            yield return ("condition", $"{unfit.Item.Sku} is {(unfit.Condition is { } c ? Kebab<ItemCondition>.Of(c) : "in a condition that was not said")}.", Waivable.Condition);
        if (rule.Papers?.Except(ask.Papers).ToList() is { Count: > 0 } missing) yield return ("papers", $"Missing: {string.Join(", ", missing)}.", Waivable.Papers);
        if (rule.SameProduct && lines.Find(l => l.Instead is { } i && i.ProductId != l.Item.ProductId) is { } other) yield return ("product", $"{other.Instead!.Sku} is another product than {other.Item.Sku}.", null);
        if (lines.Find(l => l.Instead is { Available: false }) is { } gone) yield return ("product", $"{gone.Instead!.Sku} is not available.", null);
        if (lines.Find(l => l.Instead?.Sku == l.Item.Sku) is { } same) yield return ("product", $"{same.Item.Sku} would come for itself.", null);
    }

    private static ApprovalRole? Higher(ApprovalRole? a, ApprovalRole? b) => a is null ? b : b is null || a >= b ? a : b;
}
