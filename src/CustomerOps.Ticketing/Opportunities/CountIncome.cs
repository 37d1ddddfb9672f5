using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

internal enum IncomeSplit { Person, Kind, Sku, Campaign }

/// <param name="Key">Who noted it (a person's name), the kind, the sku or the campaign; null where there is none.</param>
/// <param name="Rate">Won of those that ended, 0 to 1.</param>
/// <param name="Income">What was won, without what came back, in <paramref name="Currency"/>; null where nothing was won.</param>
internal sealed record IncomeGroupView(string? Key, string? Currency, int Won, int Lost, double Rate, decimal? Income);

/// <param name="Open">Noted or handed over now.</param>
/// <param name="Groups">Of those that ended in the time, by income.</param>
internal sealed record IncomeView(DateTimeOffset From, DateTimeOffset To, int Open, IReadOnlyList<IncomeGroupView> Groups);

internal static class CountIncome
{
    private const int MostGroups = 500;

    /// <param name="from">Ended at this time or later; 90 days ago without it.</param>
    /// <param name="to">Ended before this time; now without it.</param>
    /// <param name="by">person (who noted it; default), kind, sku or campaign.</param>
    public static async Task<IncomeView> Handle(DateTimeOffset? from, DateTimeOffset? to, [Word<IncomeSplit>] string? by, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var until = (to ?? time.Now()).ToUniversalTime();
        var since = from?.ToUniversalTime() ?? until.AddDays(-90);
        RuleViolation.Unless(since < until, "request.period", "from is before to.", "from");
        var ended = db.Set<Opportunity>().Where(o => o.ClosedAt >= since && o.ClosedAt < until);
        var keyed = (Kebab<IncomeSplit>.Read(by) ?? IncomeSplit.Person) switch
        {
            IncomeSplit.Person => ended.Select(o => new { Key = (string?)o.NotedByName, o.Currency, o.State, Income = o.Income - o.Returned }),
            // The kinds are words in the database: read as such below.
            IncomeSplit.Kind => ended.Select(o => new { Key = (string?)(o.Kind == OpportunityKind.CrossSell ? "cross-sell" : o.Kind == OpportunityKind.UpSell ? "up-sell" : "renewal"), o.Currency, o.State, Income = o.Income - o.Returned }),
            IncomeSplit.Sku => ended.Select(o => new { Key = (string?)o.Sku, o.Currency, o.State, Income = o.Income - o.Returned }),
            _ => ended.Select(o => new { Key = (string?)o.Campaign, o.Currency, o.State, Income = o.Income - o.Returned }),
        };
        var groups = await keyed.GroupBy(r => new { r.Key, r.Currency })
            .Select(g => new { g.Key.Key, g.Key.Currency, Won = g.Count(r => r.State == OpportunityState.Won), Lost = g.Count(r => r.State == OpportunityState.Lost), Income = g.Sum(r => r.Income) })
            .OrderByDescending(g => g.Income).ThenBy(g => g.Key).Take(MostGroups).ToListAsync(ct);
        return new(since, until, await db.Set<Opportunity>().CountAsync(o => o.State == OpportunityState.Noted || o.State == OpportunityState.HandedOver, ct),
            [.. groups.Select(g => new IncomeGroupView(g.Key, g.Currency, g.Won, g.Lost, (double)g.Won / (g.Won + g.Lost), g.Won == 0 ? null : g.Income))]);
    }
}
