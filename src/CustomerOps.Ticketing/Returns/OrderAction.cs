using CustomerOps.Contracts.Partners;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

/// <param name="Instead">What comes in its place; null where nothing does.</param>
internal sealed record ActionLine(string Sku, string Name, int Quantity, decimal UnitPrice, ItemCondition? Condition, InsteadLine? Instead)
{
    public static ActionLine Of(AskedLine l) => new(
        l.Item.Sku, l.Item.Name, l.Quantity, l.Item.UnitPrice, l.Condition, l.Instead is { } i ? new InsteadLine(i.Sku, i.Name, i.UnitPrice) : null);
}

internal sealed record InsteadLine(string Sku, string Name, decimal UnitPrice);

/// <summary>
/// Something done with an order, as the policy decided: awaiting-approval → approved → completed, or declined, or withdrawn. Goods that are to come
/// back are awaited between approved and completed; all else is completed at once. What it moves is fixed when it is asked for.
/// </summary>
internal sealed class OrderAction : Chronicled
{
    private OrderAction() { }

    public Guid OrderId { get; private init; }
    public Order Order { get; private init; } = null!;
    public Guid? TicketId { get; private init; }

    /// <summary>What stands on the parcel; null where no goods come back.</summary>
    public string? ReturnNumber { get; private set; }
    public OrderActionKind Kind { get; private init; }
    public OrderActionState State { get; private set; }
    public List<ActionLine> Lines { get; private init; } = [];
    public string? Address { get; private init; }
    public string? Reason { get; private init; }
    public string? Exception { get; private init; }
    public string[] Papers { get; private init; } = [];
    public List<Move> Refunds { get; private init; } = [];
    public List<Move> Charges { get; private init; } = [];
    public decimal Fee { get; private init; }

    /// <summary>What expediting costs the house.</summary>
    public decimal? Cost { get; private init; }
    public int PolicyVersion { get; private init; }
    public List<Citation> Citations { get; private init; } = [];

    /// <summary>Who has to approve; null where nobody has to.</summary>
    public ApprovalRole? Approver { get; private init; }
    public Guid? AskedBy { get; private init; }
    public string AskedByName { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }
    public Guid? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Note { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    public bool IsLive => State is OrderActionState.AwaitingApproval or OrderActionState.Approved or OrderActionState.Completed;

    public bool MovesGoods => Kind is OrderActionKind.Return or OrderActionKind.Exchange;

    private string What => $"{Kebab<OrderActionKind>.Of(Kind)} of order {Order.ExternalId}";

    /// <summary>Throws where the policy refuses it. Nothing more happens while somebody has to approve it.</summary>
    public static OrderAction Propose(OrderCase on, Ask ask, Decision decision, int policyVersion, string? address, Guid? ticketId, Author by)
    {
        decision.Stands();
        var action = new OrderAction
        {
            Order = on.Order, OrderId = on.Order.Id, TicketId = ticketId, Kind = ask.Action, State = OrderActionState.AwaitingApproval, Lines = [.. ask.Lines.Select(ActionLine.Of)],
            Address = address, Reason = ask.Reason, Exception = ask.Exception, Papers = [.. ask.Papers], Refunds = [.. decision.Refunds], Charges = [.. decision.Charges], Fee = decision.Fee, Cost = ask.Action == OrderActionKind.Expedite ? ask.Amount : null,
            PolicyVersion = policyVersion, Citations = [.. decision.Citations], Approver = decision.Approver, AskedBy = by.Id, AskedByName = by.Name, AskedAt = ask.At,
        };
        if (action.MovesGoods) action.ReturnNumber = $"R{action.Id.ToString("n")[^12..].ToUpperInvariant()}";
        on.Order.Acted();
        if (decision.Approver is { } approver) action.Await(approver);
        else action.GoAhead(ask.At);
        return action;
    }

    /// <summary>By somebody else than who asked for it, with the role it needs or a higher one.</summary>
    public void Approve(Author by, ApprovalRole? has, string? note, DateTimeOffset now)
    {
        Decide(by, has, note, now);
        GoAhead(now);
    }

    public void Decline(Author by, ApprovalRole? has, string? note, DateTimeOffset now)
    {
        Decide(by, has, note, now);
        State = OrderActionState.Declined;
        Raise(new OrderActionDeclined(Id, OrderId, Order.ExternalId, Kebab<OrderActionKind>.Of(Kind), note, now));
        Chronicle($"{What} declined", now);
    }

    /// <summary>The goods are here and as they were said to be: the money moves.</summary>
    public void Receive(string? note, DateTimeOffset now)
    {
        if (State == OrderActionState.Completed) return;
        RuleViolation.Unless(State == OrderActionState.Approved, "order-action.not-awaited", "Goods are awaited for an approved return or exchange only.");
        Note = note ?? Note;
        Complete(now);
    }

    /// <summary>Not wanted any more, or the goods did not come as they were said to be.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (State == OrderActionState.Withdrawn) return;
        RuleViolation.Unless(State is OrderActionState.AwaitingApproval or OrderActionState.Approved, "order-action.ended", $"It is {Kebab<OrderActionState>.Of(State)}.");
        State = OrderActionState.Withdrawn;
        Raise(new OrderActionWithdrawn(Id, OrderId, Order.ExternalId, Kebab<OrderActionKind>.Of(Kind), now));
        Chronicle($"{What} withdrawn", now);
    }

    private void Await(ApprovalRole approver)
    {
        Raise(new OrderActionAwaitsApproval(Id, OrderId, Order.ExternalId, Kebab<OrderActionKind>.Of(Kind), Kebab<ApprovalRole>.Of(approver), TicketId, AskedAt));
        Chronicle($"{What} waits for approval", AskedAt);
    }

    private void Decide(Author by, ApprovalRole? has, string? note, DateTimeOffset now)
    {
        RuleViolation.Unless(State == OrderActionState.AwaitingApproval, "order-action.decided", $"It is {Kebab<OrderActionState>.Of(State)}.");
        Approval.Check("order-action", Approver, AskedBy, by, has);
        (DecidedBy, DecidedByName, DecidedAt, Note) = (by.Id, by.Name, now, note);
    }

    private void GoAhead(DateTimeOffset now)
    {
        State = OrderActionState.Approved;
        Raise(new OrderActionApproved(Id, OrderId, Order.ExternalId, Kebab<OrderActionKind>.Of(Kind), Told, Address, PolicyVersion, now));
        Chronicle($"{What} approved", now);
        if (!MovesGoods) Complete(now);
    }

    private void Complete(DateTimeOffset now)
    {
        (State, CompletedAt) = (OrderActionState.Completed, now);
        if (Kind == OrderActionKind.Cancel) Order.Cancel(now);
        Raise(new OrderActionCompleted(Id, OrderId, Order.ExternalId, Kebab<OrderActionKind>.Of(Kind), Order.Currency, [.. Refunds.Select(Moved)], [.. Charges.Select(Moved)], Fee, TicketId, now));
        Chronicle($"{What} completed", now);
    }

    private OrderActionLine[] Told => [.. Lines.Select(l => new OrderActionLine(l.Sku, l.Quantity, l.Instead?.Sku))];

    private static MoneyMove Moved(Move m) => new(m.Reference, Kebab<PaymentKind>.Of(m.Kind), m.Amount);

    private void Chronicle(string title, DateTimeOffset at) => Chronicle(Order.CustomerId, $"order-action-{Kebab<OrderActionState>.Of(State)}", title, at);
}
