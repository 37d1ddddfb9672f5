using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Survey.Scores;

/// <summary>What PostgreSQL counts for one group.</summary>
/// <param name="High">Promoters, or satisfied customers.</param>
/// <param name="Low">Detractors.</param>
internal sealed record Counts(string? Group, string? Name, long N, long High, long Low, long Sum, long SumOfSquares);

/// <summary>A score: the column answered, which values count high and low, what the counts mean.</summary>
internal sealed record Measure(string Definition, string Base, string Column, int HighFrom, int LowTo, Func<Counts, Estimate> Estimate)
{
    private static readonly Measure s_nps = new(NetPromoter.Definition, NetPromoter.BaseRule, "nps", 9, 6, c => NetPromoter.Of(c.High, c.N - c.High - c.Low, c.Low));
    private static readonly Measure s_csat = new(Satisfaction.Definition, Satisfaction.BaseRule, "csat", 4, 2, c => Satisfaction.Of(c.High, c.N));
    private static readonly Measure s_ces = new(Effort.Definition, Effort.BaseRule, "ces", 5, 3, c => Effort.Of(c.N, c.Sum, c.SumOfSquares));

    public static Measure Named(string metric) => metric switch
    {
        "nps" => s_nps,
        "csat" => s_csat,
        "ces" => s_ces,
        _ => throw new RuleViolation("request.filter", "metric is nps, csat or ces.", "metric"),
    };

    /// <summary>One aggregate over the index by time. <paramref name="key"/> is one of our own column expressions, never the caller's words.</summary>
    public string Sql(string key) => $$"""
        select {{key}} as "Group", max(person_name) as "Name", count(*) as "N", count(*) filter (where {{Column}} >= {{HighFrom}}) as "High",
               count(*) filter (where {{Column}} <= {{LowTo}}) as "Low", sum({{Column}})::bigint as "Sum", sum({{Column}} * {{Column}})::bigint as "SumOfSquares"
        from responses
        where tenant_id = {0} and answered_at >= {1} and answered_at < {2} and {{Column}} is not null
        group by 1 order by 3 desc, 1 limit {3}
        """;
}
