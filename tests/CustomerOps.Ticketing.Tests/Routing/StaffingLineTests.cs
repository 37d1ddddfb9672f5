using CustomerOps.Ticketing.Routing;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Routing;

public sealed class StaffingLineTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset At { get; set; } = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => At;
    }

    [Fact]
    public void After_a_failure_nobody_asks_for_two_seconds()
    {
        var clock = new Clock();
        var line = new StaffingLine(clock);
        line.IsDead.ShouldBeFalse();
        line.Failed();
        line.IsDead.ShouldBeTrue();
        clock.At += TimeSpan.FromSeconds(2);
        line.IsDead.ShouldBeFalse();
    }

    [Fact]
    public void The_pauses_double_up_to_a_minute()
    {
        var clock = new Clock();
        var line = new StaffingLine(clock);
        foreach (var (attempt, seconds) in ((int, double)[])[(0, 2), (1, 4), (4, 32), (5, 60), (11, 60)])
            (line.AskAgainAt(attempt) - clock.At).TotalSeconds.ShouldBeInRange(seconds * 0.8, seconds * 1.2);
    }
}
