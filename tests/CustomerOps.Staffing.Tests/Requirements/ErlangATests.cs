using CustomerOps.Staffing.Requirements;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Requirements;

public sealed class ErlangATests
{
    [Fact]
    public void Thirteen_agents_and_five_minutes_of_patience()
    {
        var figures = ErlangA.Figures(contactsPerSecond: 100 / 1800d, handlingSeconds: 180, patienceSeconds: 300, agents: 13, answerSeconds: 20);
        figures.ServiceLevel.ShouldBe(0.858178, 1e-6);
        figures.Occupancy.ShouldBe(0.750028, 1e-6);
        figures.Abandoned.ShouldBe(0.024963, 1e-6);
        figures.WaitProbability.ShouldBe(0.225797, 1e-6);
        (figures.WaitSeconds / 60).ShouldBe(0.124817, 1e-6);
    }

    [Fact]
    public void Patience_changes_everything_in_a_crowded_centre()
    {
        var figures = ErlangA.Figures(48 / 60d, 60, 120, 50, 20);
        figures.Abandoned.ShouldBe(0.0309, 5e-5);
        figures.WaitSeconds.ShouldBe(3.71, 5e-3);
        figures.QueueLength.ShouldBe(2.97, 5e-3);
        figures.Occupancy.ShouldBe(0.930, 5e-4);
    }

    [Fact]
    public void Endless_patience_is_Erlang_C()
    {
        var (patient, queue) = (ErlangA.Figures(100 / 1800d, 180, 1e9, 14, 20), ErlangC.Figures(10, 14, 180, 20));
        patient.ServiceLevel.ShouldBe(queue.ServiceLevel, 1e-5);
        patient.WaitProbability.ShouldBe(queue.WaitProbability, 1e-5);
        patient.WaitSeconds.ShouldBe(queue.AnswerSeconds!.Value, 1e-3);
    }

    [Fact]
    public void Fewer_agents_than_load_are_stable_because_callers_hang_up()
    {
        var figures = ErlangA.Figures(100 / 1800d, 180, 120, 5, 20);
        figures.Abandoned.ShouldBeInRange(0.5, 0.6);
        figures.Occupancy.ShouldBeGreaterThan(0.98);
    }
}
