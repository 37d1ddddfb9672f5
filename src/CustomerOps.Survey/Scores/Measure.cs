using System.Linq.Expressions;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Responses;

namespace CustomerOps.Survey.Scores;

/// <summary>What PostgreSQL counts in one pass for one group.</summary>
/// <param name="High">Promoters, or satisfied customers.</param>
/// <param name="Low">Detractors.</param>
internal sealed record Counts(string? Group, string? Name, long N, long High, long Low, long Sum, long SumOfSquares);

/// <summary>A score: whose answers count, what is counted, what the counts mean.</summary>
internal sealed record Measure(
    string Definition, string Base, Expression<Func<Response, bool>> Answered, Expression<Func<IGrouping<string?, Response>, Counts>> Count, Func<Counts, Estimate> Estimate)
{
    public static Measure Named(string metric) => metric switch
    {
        "nps" => Nps,
        "csat" => Csat,
        "ces" => Ces,
        _ => throw new RuleViolation("request.filter", "metric is nps, csat or ces.", "metric"),
    };

    private static readonly Measure Nps = new(
        NetPromoter.Definition, NetPromoter.BaseRule, r => r.Nps != null,
        g => new Counts(g.Key, g.Max(r => r.PersonName), g.LongCount(), g.LongCount(r => r.Nps >= 9), g.LongCount(r => r.Nps <= 6), 0, 0),
        c => NetPromoter.Of(c.High, c.N - c.High - c.Low, c.Low));

    private static readonly Measure Csat = new(
        Satisfaction.Definition, Satisfaction.BaseRule, r => r.Csat != null,
        g => new Counts(g.Key, g.Max(r => r.PersonName), g.LongCount(), g.LongCount(r => r.Csat >= 4), 0, 0, 0),
        c => Satisfaction.Of(c.High, c.N));

    private static readonly Measure Ces = new(
        Effort.Definition, Effort.BaseRule, r => r.Ces != null,
        g => new Counts(g.Key, g.Max(r => r.PersonName), g.LongCount(), 0, 0, g.Sum(r => (long)r.Ces!), g.Sum(r => (long)r.Ces! * (long)r.Ces!)),
        c => Effort.Of(c.N, c.Sum, c.SumOfSquares));
}
