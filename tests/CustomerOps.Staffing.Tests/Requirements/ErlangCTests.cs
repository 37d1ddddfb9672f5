using CustomerOps.Staffing.Requirements;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Requirements;

/// <summary>Values published for the M/M/N queue.</summary>
public sealed class ErlangCTests
{
    [Fact]
    public void A_hundred_calls_in_half_an_hour_of_three_minutes_need_fourteen()
    {
        var fewest = ErlangC.Fewest(load: 10, handlingSeconds: 180, answerSeconds: 20, serviceLevel: 0.8, maxOccupancy: 0.85);
        fewest.Agents.ShouldBe(14);
        fewest.WaitProbability.ShouldBe(0.174132, 5e-7);
        fewest.ServiceLevel.ShouldBe(0.888350, 5e-7);
        fewest.AnswerSeconds!.Value.ShouldBe(7.836, 5e-4);
        fewest.Occupancy.ShouldBe(0.714286, 5e-7);
    }

    [Theory]
    [InlineData(11, 0.6821, 0.3896, 122.8)]
    [InlineData(12, 0.4494, 0.6402, 40.4)]
    [InlineData(13, 0.2853, 0.7956, 17.1)]
    [InlineData(15, 0.1020, 0.9415, 3.67)]
    public void The_same_queue_with_other_numbers_of_agents(int agents, double wait, double serviceLevel, double answerSeconds)
    {
        var figures = ErlangC.Figures(10, agents, 180, 20);
        figures.WaitProbability.ShouldBe(wait, 5e-5);
        figures.ServiceLevel.ShouldBe(serviceLevel, 5e-5);
        figures.AnswerSeconds!.Value.ShouldBe(answerSeconds, 0.05);
    }

    [Fact]
    public void Mitan_by_hand()
    {
        var figures = ErlangC.Figures(load: 360 * 240 / 1800d, agents: 55, handlingSeconds: 240, answerSeconds: 15);
        figures.WaitProbability.ShouldBe(0.238701, 5e-7);
        figures.ServiceLevel.ShouldBe(0.845883, 5e-7);
        figures.AnswerSeconds!.Value.ShouldBe(8.184, 5e-4);
        figures.Occupancy.ShouldBe(0.872727, 5e-7);
    }

    [Fact]
    public void Two_hundred_and_fifty_an_hour_of_330_seconds_need_twenty_eight()
    {
        var load = 250 * 330 / 3600d;
        ErlangC.Fewest(load, 330, 30, 0.8, 1).Agents.ShouldBe(28);
        ErlangC.Figures(load, 27, 330, 30).ServiceLevel.ShouldBe(0.782, 5e-4);
        ErlangC.Figures(load, 28, 330, 30).ServiceLevel.ShouldBe(0.857, 5e-4);
    }

    [Fact]
    public void Gans_Koole_Mandelbaum()
    {
        var figures = ErlangC.Figures(48, 50, 60, 20);
        figures.AnswerSeconds!.Value.ShouldBe(20.83, 5e-3);
        figures.QueueLength!.Value.ShouldBe(16.67, 5e-3);
        figures.Occupancy.ShouldBe(0.96, 1e-9);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 3)]
    [InlineData(0.5, 0)]
    public void Too_few_agents_answer_nobody_in_time_and_make_no_NaN(double load, int agents)
    {
        var figures = ErlangC.Figures(load, agents, 180, 20);
        figures.ServiceLevel.ShouldBe(0);
        figures.WaitProbability.ShouldBe(1);
        figures.AnswerSeconds.ShouldBeNull();
        figures.Occupancy.ShouldBe(1);
    }

    [Fact]
    public void Nobody_is_needed_when_nothing_comes() => ErlangC.Fewest(0, 180, 20, 0.8, 0.85).Agents.ShouldBe(0);

    [Theory]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void A_huge_load_stays_exact(double load)
    {
        // Square-root staffing (Halfin & Whitt 1981): with A + √A agents P(wait) tends to 1 / (1 + Φ(1) / φ(1)) = 0.2234.
        var figures = ErlangC.Figures(load, (int)(load + Math.Sqrt(load)), 180, 20);
        figures.WaitProbability.ShouldBe(0.2234, 2e-3);
        double.IsFinite(figures.AnswerSeconds!.Value).ShouldBeTrue();
    }

    [Fact]
    public void Shrinkage_is_reckoned_in_decimals()
    {
        var targets = new Targets(0.8, 20, 180, 0.85, 0.3, "expected");
        targets.Scheduled(14).ShouldBe(20);
        targets.Scheduled(21).ShouldBe(30);
        targets.Scheduled(15).ShouldBe(22);
        targets.Scheduled(0).ShouldBe(0);
    }
}
