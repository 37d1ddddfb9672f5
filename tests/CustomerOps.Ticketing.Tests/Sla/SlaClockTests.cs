using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla;

public sealed class SlaClockTests
{
    private static readonly WeekHours Office = new(CalendarSpec.Usual("UTC"));
    private static readonly DateTimeOffset Monday9 = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Warns_at_four_fifths_of_the_open_time_and_is_due_at_its_end()
    {
        var clock = SlaClock.Start(20 * 60, Office, Monday9);
        clock.WarnAt.ShouldBe(Monday9.AddDays(1).AddHours(6));
        clock.DueAt.ShouldBe(Monday9.AddDays(2));
        clock.NextAlarmAt.ShouldBe(clock.WarnAt);
    }

    [Fact]
    public void A_pause_moves_the_deadline_by_the_open_time_it_lasted()
    {
        var clock = SlaClock.Start(10 * 60, Office, Monday9).Pause(Monday9.AddHours(2));
        clock.NextAlarmAt.ShouldBeNull();
        // From Monday 11:00 to Tuesday 10:00 are nine open hours.
        clock.Resume(Office, Monday9.AddHours(25)).DueAt.ShouldBe(Monday9.AddDays(1).AddHours(9));
    }

    [Fact]
    public void Rings_once_for_the_warning_and_once_for_the_breach()
    {
        var (first, warned) = SlaClock.Start(60, Office, Monday9).Ring(Monday9.AddMinutes(48));
        first.ShouldBe(Alarm.Warning);
        warned.Ring(Monday9.AddMinutes(50)).Alarm.ShouldBeNull();
        var (second, breached) = warned.Ring(Monday9.AddMinutes(60));
        second.ShouldBe(Alarm.Breach);
        breached.Ring(Monday9.AddHours(2)).Alarm.ShouldBeNull();
        breached.NextAlarmAt.ShouldBeNull();
    }

    [Fact]
    public void One_that_is_looked_at_too_late_breaches_without_a_warning_before() =>
        SlaClock.Start(60, Office, Monday9).Ring(Monday9.AddHours(3)).Alarm.ShouldBe(Alarm.Breach);

    [Fact]
    public void Paused_or_fulfilled_it_does_not_ring()
    {
        var clock = SlaClock.Start(60, Office, Monday9);
        clock.Pause(Monday9).Ring(Monday9.AddDays(9)).Alarm.ShouldBeNull();
        clock.Fulfil(Monday9).Ring(Monday9.AddDays(9)).Alarm.ShouldBeNull();
    }

    [Fact]
    public void What_was_missed_before_a_pause_stays_missed_at_its_time()
    {
        var late = SlaClock.Start(60, Office, Monday9).Ring(Monday9.AddHours(2)).After.Pause(Monday9.AddHours(3));
        var resumed = late.Resume(Office, Monday9.AddDays(1));
        resumed.DueAt.ShouldBe(Monday9.AddHours(1));
        resumed.BreachedAt.ShouldBe(Monday9.AddHours(2));
    }
}
