using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Returns;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Approvals;

/// <summary>Who decides on an amount above a limit.</summary>
/// <param name="Above">The rule with the highest limit below the amount holds; the first has 0, and holds without an amount too.</param>
/// <param name="Role">People of this role or a higher one may decide.</param>
/// <param name="People">These may too.</param>
/// <param name="Needed">So many have to say yes; one no is enough.</param>
/// <param name="DeadlineMinutes">Then it is handed to <paramref name="EscalateTo"/>, once.</param>
internal sealed record ApprovalRule(
    [Range(0, 1e12)] decimal Above, ApprovalRole? Role = null, [MaxLength(20)] Guid[]? People = null, [Range(1, 10)] int Needed = 1, [Range(1, ApprovalRule.LongestDeadline)] int DeadlineMinutes = 1440,
    ApprovalRole EscalateTo = ApprovalRole.Manager)
{
    public const int LongestDeadline = 60 * 24 * 60;

    public void Check(int place)
    {
        RuleViolation.Unless(Role is not null || People is { Length: > 0 }, "approval-rule.nobody", "Name a role or people who decide.", $"rules[{place}].role");
        RuleViolation.Unless(Role is not null || Needed <= People!.Distinct().Count(), "approval-rule.too-few", "More have to say yes than may.", $"rules[{place}].needed");
    }
}

/// <summary>The organisation's rules of who decides on how much.</summary>
internal sealed class ApprovalRules : Aggregate
{
    public const int Most = 20;

    public List<ApprovalRule> Rules { get; private set; } = [new(0, ApprovalRole.Supervisor)];

    public void Set(IReadOnlyList<ApprovalRule> rules)
    {
        for (var i = 0; i < rules.Count; i++) rules[i].Check(i);
        RuleViolation.Unless(rules[0].Above == 0 && rules.Zip(rules.Skip(1)).All(pair => pair.First.Above < pair.Second.Above), "approval-rule.order", "The first rule is above 0, each other above more than the one before.", "rules");
        Rules = [.. rules];
    }

    public ApprovalRule For(decimal? amount) => Rules.Last(r => r.Above == 0 || amount > r.Above);
}

[Example("""{ "rules": [{ "above": 0, "role": "senior" }, { "above": 500, "role": "manager", "needed": 2, "deadlineMinutes": 240 }] }""")]
internal sealed record SetApprovalRulesRequest([MinLength(1), MaxLength(ApprovalRules.Most)] ApprovalRule[] Rules);

internal sealed record ApprovalRulesView(IReadOnlyList<ApprovalRule> Rules);

internal static class GetApprovalRules
{
    public static async Task<Tagged<ApprovalRulesView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var rules = await db.ApprovalRulesInForce(ct);
        return Tagged.Ok(new ApprovalRulesView(rules.Rules), rules.Version);
    }

    /// <summary>Version 0: the usual ones, which nobody set.</summary>
    public static async Task<ApprovalRules> ApprovalRulesInForce(this TicketingDb db, CancellationToken ct) => await db.Set<ApprovalRules>().SingleOrDefaultAsync(ct) ?? new ApprovalRules();
}

internal static class SetApprovalRules
{
    public static async Task<Tagged<ApprovalRulesView>> Handle(SetApprovalRulesRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var rules = await db.ApprovalRulesInForce(ct);
        ifMatch.Check(rules.Version);
        rules.Set(request.Rules);
        foreach (var person in request.Rules.SelectMany(r => r.People ?? []).Distinct()) RuleViolation.Unless(await db.WorksHere(person, ct), "ticket.person-unknown", "Nobody of that id works here.", "rules");
        if (rules.Version == 0) db.Add(rules);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(new ApprovalRulesView(rules.Rules), rules.Version);
    }
}
