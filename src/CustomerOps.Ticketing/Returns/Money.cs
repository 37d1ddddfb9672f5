using CustomerOps.Contracts.Partners;

namespace CustomerOps.Ticketing.Returns;

/// <summary>What an action moves: back to how it was paid, never more to a method than it gave; or to and from the one method that was named.</summary>
internal sealed record Money(IReadOnlyList<Move> Refunds, IReadOnlyList<Move> Charges, decimal Fee)
{
    public decimal Refund => Refunds.Sum(m => m.Amount);

    public static Money Of(IReadOnlyList<(PolicyRule? Rule, List<AskedLine> Lines)> judged, OrderCase on, Ask ask)
    {
        var (back, forth, fee) = (ask.Lines.Sum(l => l.Price), ask.Lines.Sum(l => l.PriceInstead), 0m);
        switch (ask.Action)
        {
            case OrderActionKind.Return:
                fee = judged.Where(j => j.Rule is not null).Sum(j => Math.Round(j.Lines.Sum(l => l.Price) * j.Rule!.FeePercent / 100, 2, MidpointRounding.AwayFromZero) + j.Rule.Fee);
                fee = Math.Min(fee, back);
                return new Money(Back(on, ask, back - fee), [], fee);
            case OrderActionKind.Exchange or OrderActionKind.ChangeItems:
                return forth > back ? new Money([], Forth(on, ask, forth - back), 0) : new Money(Back(on, ask, back - forth), [], 0);
            case OrderActionKind.Cancel: return new Money(Back(on, ask, on.Paid.Sum(p => p.Amount) - on.RefundedBefore), [], 0);
            case OrderActionKind.BillingCorrection: return new Money(Back(on, ask, ask.Amount ?? 0), [], 0);
            case OrderActionKind.ChangePayment:
                var total = on.Paid.Sum(p => p.Amount);
                return new Money(Back(on, ask with { Method = null }, total), Forth(on, ask, total), 0);
            default: return new Money([], [], 0);
        }
    }

    /// <summary>What is wrong with where the money goes, comes from, or how much it is.</summary>
    public IEnumerable<(string Code, string Text)> Broken(IReadOnlyList<PolicyRule> rules, OrderCase on, Ask ask)
    {
        if (ask.Action == OrderActionKind.ChangePayment && ask.Method is { } to && on.Paid.Any(p => p.Reference == to.Reference)) yield return ("method", "It was paid so already.");
        if (ask.Method is { } method && ask.Action != OrderActionKind.ChangePayment && Refund > 0)
        {
            var original = on.Paid.Any(p => p.Reference == method.Reference);
            foreach (var rule in rules.Where(r => !(original || r.RefundTo == RefundTarget.Any || (r.RefundTo == RefundTarget.OriginalOrGiftCard && method.Kind == PaymentKind.GiftCard))))
                yield return ("method", $"{rule.Text} {method.Reference} is not such a method.");
        }

        foreach (var charge in Charges.Where(c => c.Kind == PaymentKind.GiftCard && !on.Methods.Any(m => m.Reference == c.Reference && m.Balance >= c.Amount))) yield return ("balance", $"{charge.Reference} is not known to hold {charge.Amount}.");
        if (Refund > on.Paid.Sum(p => p.Amount) - (ask.Action == OrderActionKind.ChangePayment ? 0 : on.RefundedBefore)) yield return ("amount", "More than was paid is not given back.");
    }

    private static List<Move> Forth(OrderCase on, Ask ask, decimal amount) =>
        amount <= 0 ? [] : [ask.Method is { } m ? new Move(m.Reference, m.Kind, amount) : new Move(on.Paid[0].Reference, on.Paid[0].Kind, amount)];

    private static List<Move> Back(OrderCase on, Ask ask, decimal amount)
    {
        if (amount <= 0) return [];
        if (ask.Method is { } m && on.Paid.All(p => p.Reference != m.Reference)) return [new Move(m.Reference, m.Kind, amount)];
        var moves = new List<Move>();
        foreach (var paid in on.Paid.OrderByDescending(p => p.Reference == ask.Method?.Reference))
        {
            var room = paid.Amount - on.Live.SelectMany(a => a.Refunds).Where(r => r.Reference == paid.Reference).Sum(r => r.Amount);
            var share = Math.Min(amount, room);
            if (share <= 0) continue;
            moves.Add(new Move(paid.Reference, paid.Kind, share));
            amount -= share;
        }

        // More than was paid: shown whole, and refused.
        if (amount > 0) moves.Add(new Move(on.Paid[0].Reference, on.Paid[0].Kind, amount));
        return moves;
    }
}
