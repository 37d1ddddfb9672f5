using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Returns;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Terms">Of each severity, until when a complaint is acknowledged and answered.</param>
/// <param name="Repetition">What makes a complaint a repeated one, which is a level graver.</param>
/// <param name="Approvals">Above which amount somebody else approves what a complaint's discounts and vouchers come to.</param>
/// <param name="ReviewDays">So many days after an answer the customer may have it looked at again.</param>
[Example("""{ "terms": [{ "severity": "low", "acknowledge": { "amount": 3, "unit": "business-days" }, "answer": { "amount": 56, "unit": "calendar-days" } }, { "severity": "medium", "acknowledge": { "amount": 3, "unit": "business-days" }, "answer": { "amount": 15, "unit": "business-days" } }, { "severity": "high", "acknowledge": { "amount": 1, "unit": "business-days" }, "answer": { "amount": 10, "unit": "business-days" } }, { "severity": "critical", "acknowledge": { "amount": 4, "unit": "business-hours" }, "answer": { "amount": 3, "unit": "business-days" } }], "repetition": { "withinDays": 180, "sameCustomer": 1, "sameCause": 0, "sameProduct": 5 }, "approvals": [{ "above": 50, "role": "supervisor" }], "reviewDays": 60 }""")]
internal sealed record ComplaintPolicyRequest([MinLength(4), MaxLength(4)] SeverityTerms[] Terms, RepetitionRule Repetition, [MaxLength(5)] ApprovalLimit[] Approvals, [Range(1, 3650)] int ReviewDays);

internal sealed record ComplaintPolicyView(IReadOnlyList<SeverityTerms> Terms, RepetitionRule Repetition, IReadOnlyList<ApprovalLimit> Approvals, int ReviewDays)
{
    public static Tagged<ComplaintPolicyView> Of(ComplaintPolicy p) => Tagged.Ok(new ComplaintPolicyView(p.Terms, p.Repetition, p.Approvals, p.ReviewDays), p.Version);
}

internal static class GetComplaintPolicy
{
    public static async Task<Tagged<ComplaintPolicyView>> Handle(TicketingDb db, CancellationToken ct) => ComplaintPolicyView.Of(await db.ComplaintPolicy(ct));
}

/// <summary>Holds for what is registered from now on; what is due stays due.</summary>
internal static class SetComplaintPolicy
{
    public static async Task<Tagged<ComplaintPolicyView>> Handle(ComplaintPolicyRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var policy = await db.Set<ComplaintPolicy>().SingleOrDefaultAsync(ct);
        ifMatch.Check(policy?.Version ?? 0);
        if (policy is null) db.Add(policy = ComplaintPolicy.Usual());
        policy.Set(request.Terms, request.Repetition, request.Approvals, request.ReviewDays);
        await db.SaveChangesAsync(ct);
        return ComplaintPolicyView.Of(policy);
    }
}
