using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <param name="Watch">From where on a person's returns are flagged; absent: nobody's are counted.</param>
[Example("""{ "rules": [{ "id": "return-30-days", "action": "return", "text": "Goods can be returned within 30 days of delivery.", "statuses": ["delivered", "completed"], "withinDays": 30, "refundTo": "original-or-gift-card", "approvals": [{ "above": 500, "role": "supervisor" }] }], "watch": { "withinDays": 365, "fromReturns": 3, "aboveRate": 50, "abovePercentile": 95, "priceSwitch": true, "approver": "supervisor" } }""")]
internal sealed record SetReturnPolicyRequest([MinLength(1), MaxLength(200)] PolicyRule[] Rules, ReturnWatch? Watch = null);

/// <param name="Number">0 is the policy that comes with CustomerOps.</param>
internal sealed record ReturnPolicyView(int Number, IReadOnlyList<PolicyRule> Rules, ReturnWatch? Watch, string SetByName, DateTimeOffset? SetAt)
{
    public static Tagged<ReturnPolicyView> Of(ReturnPolicy p) => Tagged.Ok(new ReturnPolicyView(p.Number, p.Rules, p.Watch, p.SetByName, p.Number == 0 ? null : p.SetAt), p.Number);
}

internal static class SetReturnPolicy
{
    public static async Task<Tagged<ReturnPolicyView>> Handle(SetReturnPolicyRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var before = await db.PolicyInForce(ct);
        ifMatch.Check(before.Number);
        var policy = ReturnPolicy.After(before.Number, request.Rules, Author.Of(caller), time.Now(), request.Watch);
        db.Add(policy);
        await db.SaveChangesAsync(ct);
        return ReturnPolicyView.Of(policy);
    }
}

internal static class GetReturnPolicy
{
    public static async Task<Tagged<ReturnPolicyView>> Handle(TicketingDb db, CancellationToken ct) => ReturnPolicyView.Of(await db.PolicyInForce(ct));

    public static async Task<Tagged<ReturnPolicyView>> Version([Range(0, int.MaxValue)] int number, TicketingDb db, CancellationToken ct) =>
        ReturnPolicyView.Of(number == 0 ? ReturnPolicy.Initial : await db.ReturnPolicies.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, ct) ?? throw new NotFound("return policy"));
}
