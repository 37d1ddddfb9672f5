using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Returns;

/// <summary>The policy, executed: every rule that speaks of what is asked is held against it and cited. Pure, so that a year of returns can be judged again by another policy.</summary>
internal static class Judge
{
    public static Decision Decide(ReturnPolicy policy, OrderCase on, Ask ask)
    {
        var judged = ByRule(policy, ask);
        var cited = judged.SelectMany(j => j.Rule is { } rule ? Cite(policy, rule, on, ask, j.Lines) : [NoRule(policy, ask, j.Lines)]).ToList();
        var rules = judged.Select(j => j.Rule).OfType<PolicyRule>().ToList();
        var money = Money.Of(judged, on, ask);
        cited.AddRange(money.Broken(rules, on, ask).Select(b => new Citation(rules.FirstOrDefault()?.Id, policy.Number, DecisionOutcome.Refused, b.Code, b.Text)));
        // By the larger of what is given and what is taken: an exchange for a cheaper thing is a refund, too.
        var amount = Math.Max(money.Refund, ask.Action == OrderActionKind.Expedite ? ask.Amount ?? 0 : ask.Lines.Sum(l => l.Price));
        var waivers = judged.Where(j => cited.Exists(c => c.Rule == j.Rule?.Id && c.Outcome == DecisionOutcome.NeedsApproval)).Select(j => j.Rule!.Waiver?.Role);
        // Whoever is flagged is refused nothing for that; somebody may have to look at it.
        var flags = on.Flags ?? [];
        cited.AddRange(flags.Select(f => new Citation(ReturnWatch.Rule, policy.Number, policy.Watch?.Approver is null ? DecisionOutcome.Allowed : DecisionOutcome.NeedsApproval, f.Code, f.Text)));
        if (flags.Count > 0) waivers = waivers.Append(policy.Watch?.Approver);
        return new Decision(cited, rules.Select(r => r.ApproverOf(amount)).Concat(waivers).Max(), money.Refunds, money.Charges, money.Fee);
    }

    /// <summary>The lines, each under the first rule that speaks of it; what is asked of the whole order has no lines.</summary>
    private static List<(PolicyRule? Rule, List<AskedLine> Lines)> ByRule(ReturnPolicy policy, Ask ask) => ask.Lines.Count == 0
        ? [(policy.RuleFor(ask.Action, null), [])]
        : [.. ask.Lines.GroupBy(l => policy.RuleFor(ask.Action, l.Item.Category)).Select(g => (g.Key, g.ToList()))];

    private static Citation NoRule(ReturnPolicy policy, Ask ask, List<AskedLine> lines)
    {
        var what = lines.Count > 0 ? string.Join(", ", lines.Select(l => l.Item.Sku)) : "an order";
        return new(null, policy.Number, DecisionOutcome.Refused, "no-rule", $"No rule lets {Kebab<OrderActionKind>.Of(ask.Action)} {what}.");
    }

    private static IEnumerable<Citation> Cite(ReturnPolicy policy, PolicyRule rule, OrderCase on, Ask ask, List<AskedLine> lines)
    {
        var broken = Broken(rule, on, ask, lines).ToList();
        if (broken.Count == 0) yield return new(rule.Id, policy.Number, DecisionOutcome.Allowed, "allowed", rule.Text);
        foreach (var (code, text, waivable) in broken)
        {
            var waived = ask.Exception is not null && waivable is { } what && rule.Waiver?.What.Contains(what) == true;
            yield return new(rule.Id, policy.Number, waived ? DecisionOutcome.NeedsApproval : DecisionOutcome.Refused, code, $"{rule.Text} {text}");
        }
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
}
