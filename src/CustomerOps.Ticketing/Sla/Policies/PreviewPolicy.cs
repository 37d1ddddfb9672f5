using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <param name="TicketId">A ticket that is there; what else is said is asked instead of its own.</param>
/// <param name="Tag">A tag it has; may be sent several times.</param>
internal sealed record PreviewQuery(
    Guid? TicketId, [property: Word<Priority>] string? Priority, [property: Word<Tier>] string? Tier, [property: Word<Channel>] string? Channel, [property: Word<Origin>] string? Origin,
    [property: LanguageTag] string? Language, [property: Text(50)] string? Queue, [property: Text(50)] string? Branch, [property: Labels(20, 50)] string[]? Tag)
{
    public TicketTraits Over(TicketTraits? ticket)
    {
        var tier = Kebab<Tier>.Read(Tier) ?? ticket?.Tier ?? Tickets.Tier.Representative;
        return new(
            Kebab<Priority>.Read(Priority) ?? ticket?.Priority ?? Tickets.Priority.Normal, tier, Kebab<Channel>.Read(Channel) ?? ticket?.Channel ?? Tickets.Channel.Email,
            Kebab<Origin>.Read(Origin) ?? ticket?.Origin ?? Tickets.Origin.Contact, Language ?? ticket?.Language ?? "en", Queue ?? ticket?.Queue ?? Queues.Of(tier), Branch ?? ticket?.Branch,
            Tag is { Length: > 0 } ? Tag : ticket?.Tags ?? []);
    }
}

/// <param name="Fails">The first condition that is not met; null for the one that holds.</param>
internal sealed record AskedPolicyView(Guid PolicyId, string Name, string? Fails);

/// <param name="Targets">Those for the ticket's priority.</param>
/// <param name="CalendarId">The calendar it is counted by; all zeros for the hours before any were set.</param>
/// <param name="Asked">The policies in order up to the one that holds, and why each before it does not.</param>
internal sealed record PolicyPreviewView(Guid PolicyId, string Name, Guid VersionId, Guid CalendarId, string Calendar, IReadOnlyList<TargetView> Targets, IReadOnlyList<AskedPolicyView> Asked);

internal static class PreviewPolicy
{
    public static async Task<PolicyPreviewView> Handle([AsParameters] PreviewQuery query, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        var ticket = query.TicketId is { } id ? await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("ticket") : null;
        var (traits, rules) = (query.Over(ticket?.Traits()), await rulebook.For(db, ct));
        var policy = rules.PolicyFor(traits);
        var calendar = rules.CalendarFor(policy, traits);
        var asked = rules.Policies.TakeWhile(p => p != policy).Append(policy).Select(p => new AskedPolicyView(p.Id, p.Name, p.Spec.Conditions.Fails(traits)));
        var promised = policy.Spec.Targets.Where(t => t.Priority == traits.Priority || (t.Priority is null && !policy.Spec.Targets.Any(own => own.Metric == t.Metric && own.Priority == traits.Priority)));
        return new(policy.Id, policy.Name, policy.VersionId, calendar.Id, calendar.Name, [.. promised.Select(TargetView.Of)], [.. asked]);
    }
}
