using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

/// <summary>A version of the organisation's policy. It never changes: a new one is added beside it, and every decision cites the one it was made by.</summary>
internal sealed class ReturnPolicy : Aggregate
{
    private const int MostRules = 200;

    private ReturnPolicy() { }

    /// <summary>1 and up; 0 is the policy that comes with CustomerOps.</summary>
    public int Number { get; private init; }
    public List<PolicyRule> Rules { get; private init; } = [];
    /// <summary>Null: nobody's returns are counted.</summary>
    public ReturnWatch? Watch { get; private init; }
    public Guid? SetBy { get; private init; }
    public string SetByName { get; private init; } = "";
    public DateTimeOffset SetAt { get; private init; }

    /// <summary>What counts until the organisation sets its own: the careful minimum of distance selling, everything above by a supervisor.</summary>
    public static ReturnPolicy Initial { get; } = new()
    {
        SetByName = "CustomerOps",
        Rules =
        [
            new("cancel-before-dispatch", OrderActionKind.Cancel, "An order that was not sent yet can be cancelled; the money goes back as it was paid.", [OrderStatus.Pending]),
            new("return-within-14-days", OrderActionKind.Return, "Goods can be returned within 14 days of delivery, unopened or as new; the money goes back as it was paid.", [OrderStatus.Delivered, OrderStatus.Completed],
                WithinDays: 14, Conditions: [ItemCondition.Unopened, ItemCondition.AsNew, ItemCondition.Defective], Approvals: [new(500, ApprovalRole.Supervisor)],
                Waiver: new([Waivable.Window, Waivable.Condition], ApprovalRole.Supervisor)),
            new("exchange-within-14-days", OrderActionKind.Exchange, "Goods can be exchanged for another variant of the same product within 14 days of delivery.", [OrderStatus.Delivered, OrderStatus.Completed],
                WithinDays: 14, SameProduct: true, RefundTo: RefundTarget.Any, Approvals: [new(500, ApprovalRole.Supervisor)], Waiver: new([Waivable.Window], ApprovalRole.Supervisor)),
            new("expedite", OrderActionKind.Expedite, "An order that has not come yet can be hurried, once; what it costs a supervisor approves.", [OrderStatus.Pending, OrderStatus.Processed],
                NotAfter: [OrderActionKind.Expedite], Approvals: [new(0, ApprovalRole.Supervisor)]),
            new("billing-correction", OrderActionKind.BillingCorrection, "A wrong charge is put right; a supervisor approves.", [.. Enum.GetValues<OrderStatus>()], Approvals: [new(0, ApprovalRole.Supervisor)]),
        ],
    };

    public static ReturnPolicy After(int number, IReadOnlyCollection<PolicyRule> rules, Author by, DateTimeOffset now, ReturnWatch? watch = null)
    {
        RuleViolation.Unless(rules.Count is > 0 and <= MostRules, "return-policy.size", $"A policy has 1 to {MostRules} rules.", "rules");
        RuleViolation.Unless(rules.DistinctBy(r => r.Id).Count() == rules.Count, "return-policy.rule-twice", "Each rule has an id of its own.", "rules");
        var shadowed = rules.Where((r, i) => rules.Take(i).Any(before => before.Action == r.Action && before.Categories is not { Length: > 0 })).FirstOrDefault();
        RuleViolation.Unless(shadowed is null, "return-policy.rule-shadowed", $"The rule {shadowed?.Id} never counts: one before it judges every category.", "rules");
        return new ReturnPolicy { Number = number + 1, Rules = [.. rules], Watch = watch, SetBy = by.Id, SetByName = by.Name, SetAt = now };
    }

    public PolicyRule? RuleFor(OrderActionKind action, string? category) => Rules.Find(r => r.Judges(action, category));
}
