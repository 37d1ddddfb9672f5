using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <param name="On">clock: of the ticket; reopened: so often; at-once: as soon as the conditions are met.</param>
/// <param name="Metric">Of the trigger clock.</param>
/// <param name="OffsetSeconds">Of the trigger clock: in its counted time before (negative) or after the target; 0 at it.</param>
/// <param name="Times">Of the trigger reopened.</param>
/// <param name="Tier">Who has it then; a ticket that is there or above stays.</param>
/// <param name="Extreme">A manager is called at once; with tier manager.</param>
[Example("""{ "name": "Urgent and late", "on": "clock", "metric": "resolution", "offsetSeconds": -1800, "tier": "specialist", "conditions": { "priorities": ["urgent"] } }""")]
internal sealed record EscalationRuleRequest(
    [Text(100)] string Name, Trigger On, Tier Tier, Metric? Metric = null, [Range(-EscalationRuleRequest.MostSeconds, EscalationRuleRequest.MostSeconds)] int OffsetSeconds = 0,
    [Range(1, 100)] int? Times = null, ConditionsView? Conditions = null, bool Extreme = false)
{
    public const int MostSeconds = 366 * 86_400;

    public EscalationSpec Read() => new(On, Metric, OffsetSeconds, Times ?? 0, (Conditions ?? new()).Read(), Tier, Extreme);
}

/// <param name="Position">Its place in the order, from 1.</param>
/// <param name="Version">A step that it caused names it.</param>
internal sealed record EscalationRuleView(
    Guid Id, string Name, int Position, int Version, Trigger On, Metric? Metric, int OffsetSeconds, int? Times, ConditionsView Conditions, Tier Tier, bool Extreme)
{
    public static EscalationRuleView Of(EscalationRule r) => new(
        r.Id, r.Name, r.Position, r.Version, r.Spec.On, r.Spec.Metric, r.Spec.OffsetSeconds, r.Spec.Times > 0 ? r.Spec.Times : null, ConditionsView.Of(r.Spec.Conditions), r.Spec.Tier, r.Spec.Extreme);
}

/// <param name="Items">In the order in which they fire; at most 50.</param>
internal sealed record EscalationRulesView(IReadOnlyList<EscalationRuleView> Items);

internal static class EscalationRuleBook
{
    public static async Task<EscalationRule> RuleToChange(this TicketingDb db, Guid id, CancellationToken ct) =>
        await db.Set<EscalationRule>().SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("escalation rule");

    /// <summary>Stores what changed; tickets are looked at by it.</summary>
    public static async Task PutInForce(this TicketingDb db, EscalationRule rule, EscalationRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(!await db.Set<EscalationRule>().AnyAsync(r => r.Id != rule.Id && r.Name == rule.Name, ct), "escalation-rule.name-taken", "Another rule has this name.", "name");
        db.ReviewEscalations(time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
    }
}

internal static class CreateEscalationRule
{
    public static async Task<Tagged<EscalationRuleView>> Handle(EscalationRuleRequest request, TicketingDb db, EscalationRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var places = await db.Set<EscalationRule>().Select(r => r.Position).ToListAsync(ct);
        RuleViolation.Unless(places.Count < EscalationRule.Most, "escalation-rule.too-many", $"An organisation has at most {EscalationRule.Most} rules.");
        var rule = new EscalationRule(request.Name, request.Read(), places.DefaultIfEmpty().Max() + 1);
        db.Add(rule);
        await db.PutInForce(rule, rulebook, time, ct);
        return Tagged.Created($"/api/v1/escalation-rules/{rule.Id}", EscalationRuleView.Of(rule), rule.Version);
    }
}

internal static class SetEscalationRule
{
    public static async Task<Tagged<EscalationRuleView>> Handle(Guid id, EscalationRuleRequest request, IfMatch ifMatch, TicketingDb db, EscalationRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var rule = await db.RuleToChange(id, ct);
        ifMatch.Check(rule.Version);
        rule.Set(request.Name, request.Read());
        await db.PutInForce(rule, rulebook, time, ct);
        return Tagged.Ok(EscalationRuleView.Of(rule), rule.Version);
    }
}

/// <param name="Position">From 1; beyond the end is the end.</param>
[Example("""{ "position": 1 }""")]
internal sealed record MoveEscalationRuleRequest([Range(1, 1000)] int Position);

internal static class MoveEscalationRule
{
    public static async Task<Tagged<EscalationRuleView>> Handle(Guid id, MoveEscalationRuleRequest request, IfMatch ifMatch, TicketingDb db, EscalationRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var rules = await db.Set<EscalationRule>().OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(ct);
        var rule = rules.Find(r => r.Id == id) ?? throw new NotFound("escalation rule");
        ifMatch.Check(rule.Version);
        rules.Place(rule, request.Position);
        await db.PutInForce(rule, rulebook, time, ct);
        return Tagged.Ok(EscalationRuleView.Of(rule), rule.Version);
    }
}

internal static class RemoveEscalationRule
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, TicketingDb db, EscalationRulebook rulebook, CancellationToken ct)
    {
        var rule = await db.RuleToChange(id, ct);
        ifMatch.Check(rule.Version);
        db.Remove(rule);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return TypedResults.NoContent();
    }
}

internal static class ListEscalationRules
{
    public static async Task<EscalationRulesView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<EscalationRule>().AsNoTracking().OrderBy(r => r.Position).ThenBy(r => r.Id).Take(EscalationRule.Most).ToListAsync(ct)).Select(EscalationRuleView.Of)]);
}

internal static class GetEscalationRule
{
    public static async Task<Tagged<EscalationRuleView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var rule = await db.RuleToChange(id, ct);
        return Tagged.Ok(EscalationRuleView.Of(rule), rule.Version);
    }
}
