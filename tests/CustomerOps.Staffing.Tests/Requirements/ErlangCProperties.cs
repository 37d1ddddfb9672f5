using CustomerOps.Staffing.Requirements;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Requirements;

public sealed class ErlangCProperties
{
    private static readonly Gen<(double Load, int Agents, double Handling, double Answer)> Queues =
        from load in Gen.Choose(1, 12_000).Select(i => i / 100d)
        from spare in Gen.Choose(1, 40)
        from handling in Gen.Choose(10, 1200)
        from answer in Gen.Choose(0, 120)
        select (load, (int)load + spare, (double)handling, (double)answer);

    [Fact]
    public void One_more_agent_never_makes_it_worse() => Prop.ForAll(Queues.ToArbitrary(), q =>
    {
        var (now, more) = (ErlangC.Figures(q.Load, q.Agents, q.Handling, q.Answer), ErlangC.Figures(q.Load, q.Agents + 1, q.Handling, q.Answer));
        return more.ServiceLevel >= now.ServiceLevel - 1e-12 && more.WaitProbability <= now.WaitProbability + 1e-12
            && more.AnswerSeconds <= now.AnswerSeconds + 1e-9 && more.Occupancy < now.Occupancy;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_recurrence_is_the_sum_of_the_textbook() => Prop.ForAll(Queues.ToArbitrary(), q =>
        Math.Abs(ErlangC.Wait(q.Load, q.Agents) - BySum(q.Load, q.Agents)) < 1e-9).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fewest_reach_the_target_and_one_less_does_not() => Prop.ForAll(Queues.ToArbitrary(), q =>
    {
        var fewest = ErlangC.Fewest(q.Load, q.Handling, q.Answer, 0.8, 0.9);
        var oneLess = ErlangC.Figures(q.Load, fewest.Agents - 1, q.Handling, q.Answer);
        return fewest.ServiceLevel >= 0.8 && fewest.Occupancy <= 0.9 && (oneLess.ServiceLevel < 0.8 || oneLess.Occupancy > 0.9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Littles_law_holds() => Prop.ForAll(Queues.ToArbitrary(), q =>
    {
        var figures = ErlangC.Figures(q.Load, q.Agents, q.Handling, q.Answer);
        return Math.Abs(figures.QueueLength!.Value - (q.Load / q.Handling * figures.AnswerSeconds!.Value)) < 1e-6;
    }).QuickCheckThrowOnFailure();

    /// <summary>Pw = (Aᴺ/N!)·N/(N−A) / (Σₙ₌₀ᴺ⁻¹ Aⁿ/n! + (Aᴺ/N!)·N/(N−A)), in logarithms.</summary>
    private static double BySum(double load, int agents)
    {
        var logs = new double[agents + 1];
        for (var n = 1; n <= agents; n++) logs[n] = logs[n - 1] + Math.Log(load) - Math.Log(n);
        var peak = logs.Max();
        var below = logs.Take(agents).Sum(l => Math.Exp(l - peak));
        var full = Math.Exp(logs[agents] - peak) * agents / (agents - load);
        return full / (below + full);
    }
}
