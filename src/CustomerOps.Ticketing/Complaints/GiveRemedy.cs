using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Amount">Of a discount or voucher, and of nothing else.</param>
/// <param name="Currency">ISO 4217, with the amount.</param>
/// <param name="OrderActionId">What does it: a refund must name one that moves money; a replacement or a correction may.</param>
[Example("""{ "kind": "voucher", "amount": 25.00, "currency": "DKK", "note": "For the next order" }""")]
internal sealed record RemedyRequest(
    RemedyKind Kind, [Range(0.01, 1_000_000)] decimal? Amount = null, [RegularExpression("^[A-Z]{3}$")] string? Currency = null, Guid? OrderActionId = null, [Text(1_000)] string? Note = null)
{
    private bool HasAmount => Kind is RemedyKind.Discount or RemedyKind.Voucher;

    public async Task<RemedyAsk> Read(TicketingDb db, Complaint complaint, CancellationToken ct)
    {
        RuleViolation.Unless(HasAmount == Amount is not null, "complaint.remedy-amount", "A discount or voucher, and nothing else, has an amount.", "amount");
        RuleViolation.Unless(Amount is null == Currency is null, "complaint.remedy-currency", "An amount has a currency.", "currency");
        RuleViolation.Unless(Kind != RemedyKind.Refund || OrderActionId is not null, "complaint.refund-by-action", "Money moves by an action on an order; name it.", "orderActionId");
        RuleViolation.Unless(OrderActionId is null || Kind is RemedyKind.Refund or RemedyKind.Replacement or RemedyKind.Correction, "complaint.remedy-no-action", "Only a refund, replacement or correction is done by an action on an order.", "orderActionId");
        if (OrderActionId is not { } id) return new(Kind, Amount, Currency, null, Note);
        var records = db.RecordsOf(complaint.CustomerId);
        var action = await db.OrderActions.AsNoTracking().Include(a => a.Order).SingleOrDefaultAsync(a => a.Id == id && records.Contains(a.Order.CustomerId), ct);
        RuleViolation.Unless(action is { IsLive: true }, "complaint.order-action-unknown", "The customer has no such order action that is under way or done.", "orderActionId");
        var refunded = action!.Refunds.Sum(m => m.Amount);
        RuleViolation.Unless(Kind != RemedyKind.Refund || refunded > 0, "complaint.refund-moves-nothing", "That order action gives no money back.", "orderActionId");
        return new(Kind, refunded > 0 ? refunded : null, refunded > 0 ? action.Order.Currency : null, id, Note);
    }
}

internal static class GiveRemedy
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, RemedyRequest request, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var complaint = await db.Retry(async () =>
        {
            var given = await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
            given.Give(await request.Read(db, given, ct), await desk.Policy(ct), Author.Of(caller), desk.Now);
            await db.SaveChangesAsync(ct);
            return given;
        });
        return Tagged.Created($"/api/v1/complaints/{id}", ComplaintView.Of(complaint), complaint.Version);
    }
}

internal static class DecideRemedy
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, Guid remedyId, DecideOrderActionRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        complaint.Decide(remedyId, request.Approved, Author.Of(caller), caller.Rank(), request.Note, desk.Now);
        return await db.Answer(complaint, ct);
    }
}

internal static class OrderedRemedies
{
    /// <summary>The customer is not told of what an order's action will not do, or may not do yet.</summary>
    public static async Task RemediesHold(this TicketingDb db, Complaint complaint, CancellationToken ct)
    {
        Guid[] ids = [.. complaint.Remedies.Where(r => r.State == RemedyState.Agreed).Select(r => r.OrderActionId).OfType<Guid>()];
        var open = ids.Length == 0 ? null : await db.OrderActions.AsNoTracking().Where(a => ids.Contains(a.Id) && a.State != OrderActionState.Approved && a.State != OrderActionState.Completed).OrderBy(a => a.Id).FirstOrDefaultAsync(ct);
        RuleViolation.Unless(open is null, "complaint.remedy-undecided", $"The order action of a remedy is {Kebab<OrderActionState>.Of(open?.State ?? default)}; have it decided or take the remedy back first.");
    }
}

internal static class TakeBackRemedy
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, Guid remedyId, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        complaint.TakeBack(remedyId);
        return await db.Answer(complaint, ct);
    }
}
