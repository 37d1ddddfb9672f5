using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Scores;

/// <summary>One score, split as asked.</summary>
/// <param name="Definition">nps.std, csat5.top2 or ces7.mean: the exact meaning of the numbers.</param>
/// <param name="Base">Who counts.</param>
/// <param name="Groups">Largest first, at most 500; a group without an answer is not there.</param>
internal sealed record ScoresView(string Metric, string Definition, string Base, string By, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ScoreView> Groups);

/// <param name="Group">Branch code, channel, language or person id; null for all, or where the context was unknown.</param>
/// <param name="Label">The person's name; otherwise as <paramref name="Group"/>.</param>
/// <param name="Value">NPS −100 to 100, CSAT in per cent, CES 1 to 7; null without answers.</param>
/// <param name="Low">Low end of the 95 % interval.</param>
/// <param name="Indicative">Fewer than 30 answers: a hint, no finding.</param>
internal sealed record ScoreView(string? Group, string? Label, double? Value, long N, double? Low, double? High, bool Indicative);

internal static class GetScores
{
    private const int MostGroups = 500, Firm = 30, DefaultDays = 90;

    public static async Task<ScoresView> Handle(
        string metric, DateTimeOffset? from, DateTimeOffset? to, string? by, SurveyDb db, TimeProvider time, CancellationToken ct)
    {
        var measure = Measure.Named(metric);
        var until = (to ?? time.GetUtcNow()).ToUniversalTime();
        var since = (from ?? until.AddDays(-DefaultDays)).ToUniversalTime();
        RuleViolation.Unless(since < until, "request.period", "from is before to.", "from");
        var groups = await db.Database.SqlQueryRaw<Counts>(measure.Sql(Key(by ?? "none")), db.Tenant.Required, since, until, MostGroups).ToListAsync(ct);
        var views = groups.Select(g => View(g, by == "person" ? g.Name : g.Group, measure.Estimate(g))).ToList();
        if (by is null or "none" && views.Count == 0) views.Add(new(null, null, null, 0, null, null, true));
        return new(metric, measure.Definition, measure.Base, by ?? "none", since, until, views);
    }

    private static ScoreView View(Counts counts, string? label, Estimate estimate) =>
        new(counts.Group, label, estimate.Value, estimate.N, estimate.Low, estimate.High, estimate.N < Firm);

    private static string Key(string by) => by switch
    {
        "none" => "null::text",
        "branch" or "channel" or "language" => by,
        "person" => "person_id::text",
        _ => throw new RuleViolation("request.filter", "by is branch, channel, language, person or none.", "by"),
    };
}
