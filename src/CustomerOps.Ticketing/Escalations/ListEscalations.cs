using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Escalations;

/// <param name="RuleId">The rule that made the step, in that version; null where a person did.</param>
internal sealed record TakenStep(Tier From, Tier To, string Reason, Guid? EscalatedBy, string EscalatedByName, DateTimeOffset EscalatedAt, Guid? RuleId, int? RuleVersion);

/// <param name="PersonId">Null: nobody had it, it waited in the queue.</param>
/// <param name="To">Null: until now.</param>
/// <param name="BusinessSeconds">Of it, so many while the queue was open.</param>
internal sealed record HolderView(DateTimeOffset From, DateTimeOffset? To, Guid? PersonId, string? PersonName, string Queue, Tier Tier, long WallSeconds, long BusinessSeconds);

/// <param name="Seconds">In all, however often.</param>
internal sealed record HolderSum(Guid? PersonId, string? PersonName, Tier Tier, int Times, long WallSeconds, long BusinessSeconds);

/// <param name="Steps">Oldest first.</param>
/// <param name="Holders">Who had it from when until when, oldest first, at most the newest 500; while it was solved nobody had it.</param>
/// <param name="Sums">The same by holder.</param>
/// <param name="ExtremeCases">Oldest first, at most 20.</param>
internal sealed record EscalationTrail(Tier Tier, string Queue, IReadOnlyList<TakenStep> Steps, IReadOnlyList<HolderView> Holders, IReadOnlyList<HolderSum> Sums, IReadOnlyList<ExtremeCaseView> ExtremeCases);

internal static class ListEscalations
{
    private const int MostHolders = 500, MostCases = 20;

    public static async Task<EscalationTrail> Handle(Guid id, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.Tickets.Where(t => t.Id == id).Select(t => new { t.Tier, t.Queue }).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var steps = await db.Escalations.AsNoTracking().Where(e => e.TicketId == id).OrderBy(e => e.Id).Take(MostCases)
            .Select(e => new TakenStep(e.FromTier, e.ToTier, e.Reason, e.EscalatedBy, e.EscalatedByName, e.EscalatedAt, e.RuleId, e.RuleVersion)).ToListAsync(ct);
        var rows = await db.Set<Holding>().AsNoTracking().Where(h => h.TicketId == id).OrderByDescending(h => h.At).ThenByDescending(h => h.Id).Take(MostHolders).ToListAsync(ct);
        rows.Reverse();
        Guid[] people = [.. rows.Select(r => r.PersonId).OfType<Guid>().Distinct()];
        var names = await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var holders = Holders(rows, names, await rulebook.For(db, ct), time.Now()).ToList();
        var sums = holders.GroupBy(h => (h.PersonId, h.PersonName, h.Tier)).Select(g => new HolderSum(g.Key.PersonId, g.Key.PersonName, g.Key.Tier, g.Count(), g.Sum(h => h.WallSeconds), g.Sum(h => h.BusinessSeconds)));
        var cases = await db.Set<ManagerCall>().AsNoTracking().Where(c => c.TicketId == id).OrderBy(c => c.Id).Take(MostCases).ToListAsync(ct);
        return new(ticket.Tier, ticket.Queue, steps, holders, [.. sums.OrderByDescending(s => s.WallSeconds)], [.. cases.Select(ExtremeCaseView.Of)]);
    }

    /// <summary>Each from its moment until the next one's; what is done belongs to nobody.</summary>
    internal static IEnumerable<HolderView> Holders(IReadOnlyList<Holding> rows, IReadOnlyDictionary<Guid, string> names, SlaRules rules, DateTimeOffset now)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Done) continue;
            var (row, to) = (rows[i], i + 1 < rows.Count ? rows[i + 1].At : (DateTimeOffset?)null);
            var end = to ?? now;
            var business = BusinessTime.Between(rules.HoursOf(row.Queue), Instant.FromDateTimeOffset(row.At), Instant.FromDateTimeOffset(end));
            yield return new(row.At, to, row.PersonId, row.PersonId is { } person ? names.GetValueOrDefault(person) : null, row.Queue, row.Tier, (long)(end - row.At).TotalSeconds, (long)business.TotalSeconds);
        }
    }
}
