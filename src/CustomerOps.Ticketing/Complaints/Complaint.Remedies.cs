using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>What the customer is given.</summary>
/// <param name="Amount">Of a discount or voucher; of a refund what its order action moves.</param>
/// <param name="OrderActionId">The action by which it is done: a refund always has one, by the returns policy and its approvals.</param>
/// <param name="Approver">Who has to approve; null where nobody has to.</param>
internal sealed record Remedy(
    Guid Id, RemedyKind Kind, RemedyState State, decimal? Amount, string? Currency, Guid? OrderActionId, string? Note, ApprovalRole? Approver, Guid? AskedBy, string AskedByName, DateTimeOffset AskedAt,
    Guid? DecidedBy = null, string? DecidedByName = null, DateTimeOffset? DecidedAt = null, string? DecisionNote = null)
{
    public bool Costs => Kind is RemedyKind.Discount or RemedyKind.Voucher && State is RemedyState.Agreed or RemedyState.AwaitingApproval;
}

/// <summary>What is asked for.</summary>
internal sealed record RemedyAsk(RemedyKind Kind, decimal? Amount, string? Currency, Guid? OrderActionId, string? Note);

internal sealed partial class Complaint
{
    public const int MostRemedies = 20;

    public List<Remedy> Remedies { get; private set; } = [];

    /// <summary>Agreed at once, or when somebody else approves: by all that this complaint's discounts and vouchers come to, so that nothing is gained by halves.</summary>
    public Remedy Give(RemedyAsk ask, ComplaintPolicy policy, Author by, DateTimeOffset now)
    {
        NotOver();
        RuleViolation.Unless(Remedies.Count < MostRemedies, "complaint.too-many-remedies", $"A complaint has at most {MostRemedies} remedies.");
        RuleViolation.Unless(ask.OrderActionId is null || !Remedies.Exists(r => r.OrderActionId == ask.OrderActionId && r.State != RemedyState.Withdrawn), "complaint.remedy-twice", "That order action is a remedy of this complaint already.", "orderActionId");
        var remedy = new Remedy(Guid.CreateVersion7(), ask.Kind, RemedyState.Agreed, ask.Amount, ask.Currency, ask.OrderActionId, ask.Note?.Trim(), null, by.Id, by.Name, now);
        if (remedy.Costs && policy.Approvals.ApproverOf(Remedies.Where(r => r.Costs).Sum(r => r.Amount ?? 0) + ask.Amount!.Value) is { } approver)
        {
            remedy = remedy with { State = RemedyState.AwaitingApproval, Approver = approver };
            Raise(new ComplaintRemedyAwaitsApproval(Id, CustomerId, TicketId, remedy.Id, Kebab<RemedyKind>.Of(remedy.Kind), ask.Amount.Value, ask.Currency!, Kebab<ApprovalRole>.Of(approver), now));
        }

        Remedies = [.. Remedies, remedy];
        Touch();
        return remedy;
    }

    public void Decide(Guid remedyId, bool approved, Author by, ApprovalRole? has, string? note, DateTimeOffset now)
    {
        var remedy = Of(remedyId);
        RuleViolation.Unless(remedy.State == RemedyState.AwaitingApproval, "complaint.remedy-decided", $"The remedy is {Kebab<RemedyState>.Of(remedy.State)}.");
        Approval.Check("complaint", remedy.Approver, remedy.AskedBy, by, has);
        Put(remedy with { State = approved ? RemedyState.Agreed : RemedyState.Declined, DecidedBy = by.Id, DecidedByName = by.Name, DecidedAt = now, DecisionNote = note });
    }

    /// <summary>Not given after all. What an order action did is not undone by this.</summary>
    public void TakeBack(Guid remedyId)
    {
        var remedy = Of(remedyId);
        if (remedy.State == RemedyState.Withdrawn) return;
        NotOver();
        Put(remedy with { State = RemedyState.Withdrawn });
    }

    private Remedy Of(Guid remedyId) => Remedies.Find(r => r.Id == remedyId) ?? throw new NotFound("remedy");

    private void Put(Remedy remedy)
    {
        Remedies = [.. Remedies.Select(r => r.Id == remedy.Id ? remedy : r)];
        Touch();
    }
}
