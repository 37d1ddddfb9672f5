using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>How the ticket stands: it waits for a person, somebody has it, or its state needs nobody now.</summary>
internal enum RoutingState { Waits, WithPerson, NeedsNobody }

/// <param name="WhyNot">Null: they can have it and will be given it at once.</param>
internal sealed record CandidateView(Guid PersonId, string Name, Tier Tier, WhyNot? WhyNot, bool SpeaksLanguage, int Carried, int Limit);

/// <param name="Why">continuity (they had it before), substitute, least-loaded or round-robin.</param>
/// <param name="OnDuty">How many were on shift, of whom so many could have had it.</param>
/// <param name="Carried">Open tickets of the channel they had before.</param>
internal sealed record DecisionView(DateTimeOffset At, Guid PersonId, string PersonName, string Why, int OnDuty, int Able, int Carried, int Limit, bool SpeaksLanguage, bool SkillsWaived, DateTimeOffset QueuedAt);

/// <param name="Place">In the line of all that wait, by priority and then by time; 1 is next, null where it does not wait.</param>
/// <param name="Skills">What a person must be able to do, until they are waived.</param>
/// <param name="PreferredId">Who had it, or for whom somebody stands in: first when they can.</param>
/// <param name="Degraded">Staffing did not answer: nobody knows who is on shift.</param>
/// <param name="Candidates">Everybody on shift, those who can first; at most 100.</param>
/// <param name="Decisions">Whom it was given to, newest first; at most 20. What people did by hand is not among them.</param>
internal sealed record RoutingView(
    RoutingState State, string Queue, Tier Tier, Channel Channel, string Language, DateTimeOffset? QueuedAt, int? Place, IReadOnlyList<RequiredSkill> Skills, DateTimeOffset? SkillsWaivedAt,
    Guid? PreferredId, Guid? DeclinedBy, DateTimeOffset? DeclinedUntil, bool Degraded, IReadOnlyList<CandidateView> Candidates, IReadOnlyList<DecisionView> Decisions);

internal static class ExplainRouting
{
    private const int MostPeople = 100, MostDecisions = 20;

    public static async Task<RoutingView> Handle(Guid id, TicketingDb db, AskStaffing staffing, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("ticket");
        var (queue, now) = (await db.QueueNamed(ticket.Queue, ct), time.Now());
        var state = ticket.AwaitsPerson ? RoutingState.Waits : ticket.State == TicketState.Open ? RoutingState.WithPerson : RoutingState.NeedsNobody;
        var waived = ticket.QueuedAt is { } since && state == RoutingState.Waits ? (await rulebook.For(db, ct)).SkillsWaivedAt(queue, since) : null;
        var onDuty = state == RoutingState.Waits ? await staffing.Who(db.Tenant.Required, ct) : [];
        var candidates = onDuty is null ? [] : await Candidates(ticket, queue, waived <= now, onDuty, db, now, ct);
        var decisions = await db.Set<Decision>().AsNoTracking().Where(d => d.TicketId == id).OrderByDescending(d => d.Id).Take(MostDecisions).ToListAsync(ct);
        return new(
            state, ticket.Queue, ticket.Tier, ticket.Channel, ticket.Language, ticket.QueuedAt, state == RoutingState.Waits ? await Place(ticket, db, ct) : null, queue.Needs(ticket.Tags), waived,
            ticket.PreferredId, ticket.DeclinedUntil > now ? ticket.DeclinedBy : null, ticket.DeclinedUntil > now ? ticket.DeclinedUntil : null, onDuty is null, candidates, [.. decisions.Select(View)]);
    }

    private static async Task<IReadOnlyList<CandidateView>> Candidates(Ticket ticket, TicketQueue queue, bool waived, IReadOnlyList<OnDuty> onDuty, TicketingDb db, DateTimeOffset now, CancellationToken ct)
    {
        var roster = await db.Roster(onDuty, now, ct);
        var asked = new QueuedTicket(ticket.Id, ticket.Version, ticket.Priority, ticket.QueuedAt ?? now, ticket.Tier, ticket.Queue, ticket.Channel, ticket.Language, ticket.Tags, ticket.PreferredId, ticket.DeclinedBy, ticket.DeclinedUntil);
        var needs = waived ? [] : queue.Needs(ticket.Tags);
        var views = roster.Desks.Select(d => new CandidateView(
            d.Person.Id, d.Person.Name, d.Person.Tier, d.Fails(asked, queue, needs, now), d.Speaks(ticket.Language), d.Carried(ticket.Channel), d.Limit(ticket.Channel)));
        return [.. views.OrderByDescending(v => v.WhyNot is null).ThenByDescending(v => v.WhyNot).ThenBy(v => v.Name, StringComparer.Ordinal).Take(MostPeople)];
    }

    private static async Task<int> Place(Ticket ticket, TicketingDb db, CancellationToken ct) => 1 + await db.Tickets.IgnoreAutoIncludes().AwaitPerson()
        .CountAsync(t => (short)t.Priority > (short)ticket.Priority || (t.Priority == ticket.Priority && (t.QueuedAt < ticket.QueuedAt || (t.QueuedAt == ticket.QueuedAt && t.Id < ticket.Id))), ct);

    private static DecisionView View(Decision d) => new(
        d.At, d.PersonId, d.PersonName, d.Reason.Why, d.Reason.OnDuty, d.Reason.Able, d.Reason.Carried, d.Reason.Limit, d.Reason.SpeaksLanguage, d.Reason.SkillsWaived, d.Reason.QueuedAt);
}
