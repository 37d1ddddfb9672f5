using System.Collections.Concurrent;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

/// <summary>
/// Remembers each organisation's rules for ten seconds, so that a ticket costs no look-up of them. A change shows at once in the process
/// that made it and within those seconds in the others. Versions never change and are remembered for good.
/// </summary>
internal sealed class SlaRulebook(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    private readonly Remembered<SlaRules> _known = new(time);
    private readonly ConcurrentDictionary<Guid, WeekHours> _hours = new([new(CalendarInForce.Usual.VersionId, CalendarInForce.Usual.Hours)]);
    private readonly ConcurrentDictionary<Guid, PolicySpec> _specs = new([new(PolicyInForce.Usual.VersionId, PolicyInForce.Usual.Spec)]);

    public ValueTask<SlaRules> For(TicketingDb db, CancellationToken cancellationToken) => _known.Of(db.Tenant.Required, () => Read(db, cancellationToken));

    private async Task<SlaRules> Read(TicketingDb db, CancellationToken cancellationToken)
    {
        var languages = await db.Organisations.Select(o => o.Languages).SingleOrDefaultAsync(cancellationToken);
        var calendars = await db.Calendars.AsNoTracking().Where(c => c.RetiredAt == null).OrderBy(c => c.Name).ToListAsync(cancellationToken);
        var policies = await db.SlaPolicies.AsNoTracking().Where(p => p.RetiredAt == null).OrderBy(p => p.IsDefault).ThenBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        await Learn(db, calendars.Select(c => c.CurrentId), policies.Select(p => p.CurrentId), cancellationToken);
        var inForce = calendars.ToLookup(c => c.IsDefault, c => new CalendarInForce(c.Id, c.Name, c.Queues, c.Branches, c.CurrentId, _hours[c.CurrentId]));
        List<PolicyInForce> asked = [.. policies.Select(p => new PolicyInForce(p.Id, p.Name, p.CurrentId, p.Number, _specs[p.CurrentId]))];
        if (!policies.Any(p => p.IsDefault)) asked.Add(PolicyInForce.Usual);
        var rules = new SlaRules(languages?.FirstOrDefault() ?? "en", inForce[true].FirstOrDefault() ?? CalendarInForce.Usual, [.. inForce[false]], asked);
        return rules;
    }

    /// <summary>What a ticket was counted by, in force or not.</summary>
    public async ValueTask<Terms> TermsOf(TicketingDb db, TermsRef reference, CancellationToken cancellationToken)
    {
        if ((await For(db, cancellationToken)).Known(reference) is { } current) return current;
        await Learn(db, [reference.CalendarVersionId], [reference.PolicyVersionId], cancellationToken);
        return new Terms(reference, _hours[reference.CalendarVersionId], _specs[reference.PolicyVersionId].PromisesFor(reference.Priority));
    }

    /// <summary>All terms that a history was counted by, so that it can be replayed without asking in between.</summary>
    public async Task<Func<TermsRef, Terms>> TermsOf(TicketingDb db, IEnumerable<ClockFact> facts, CancellationToken cancellationToken)
    {
        Dictionary<TermsRef, Terms> terms = [];
        foreach (var reference in facts.Select(f => f.Terms).OfType<TermsRef>().Distinct()) terms[reference] = await TermsOf(db, reference, cancellationToken);
        return reference => terms[reference];
    }

    public void Forget(Guid tenantId) => _known.Forget(tenantId);

    private async Task Learn(TicketingDb db, IEnumerable<Guid> calendarVersions, IEnumerable<Guid> policyVersions, CancellationToken cancellationToken)
    {
        if (_hours.Count >= MaxKnown) foreach (var id in _hours.Keys.Where(id => id != CalendarInForce.Usual.VersionId)) _hours.TryRemove(id, out _);
        if (_specs.Count >= MaxKnown) foreach (var id in _specs.Keys.Where(id => id != PolicyInForce.Usual.VersionId)) _specs.TryRemove(id, out _);
        Guid[] hours = [.. calendarVersions.Where(id => !_hours.ContainsKey(id))], specs = [.. policyVersions.Where(id => !_specs.ContainsKey(id))];
        if (hours.Length > 0)
            foreach (var version in await db.CalendarVersions.AsNoTracking().Where(v => hours.Contains(v.Id)).ToListAsync(cancellationToken)) _hours[version.Id] = version.Spec.Compile();
        if (specs.Length > 0)
            foreach (var version in await db.PolicyVersions.AsNoTracking().Where(v => specs.Contains(v.Id)).ToListAsync(cancellationToken)) _specs[version.Id] = version.Spec;
    }
}
