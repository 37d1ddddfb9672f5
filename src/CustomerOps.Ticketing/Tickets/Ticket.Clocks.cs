using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>The promises on the ticket and their alarms.</summary>
internal sealed partial class Ticket
{
    public const string FirstResponse = "first-response", Resolve = "resolution";

    /// <summary>Gives the alarms that are due, if this is the look that was planned.</summary>
    /// <returns>When to look next, or null.</returns>
    public DateTimeOffset? CheckClocks(DateTimeOffset planned, DateTimeOffset now)
    {
        if (NextCheckAt != planned) return null;
        Response = Ring(Response, FirstResponse, now);
        Resolution = Ring(Resolution, Resolve, now);
        return NextCheckAt = NextAlarm();
    }

    /// <summary>After a clock was set going again: the look to plan, or null when one early enough is planned.</summary>
    public DateTimeOffset? PlanCheck()
    {
        if (NextAlarm() is not { } next || NextCheckAt <= next) return null;
        return NextCheckAt = next;
    }

    private DateTimeOffset? NextAlarm() =>
        (Response.NextAlarmAt, Resolution.NextAlarmAt) switch
        {
            ({ } response, { } resolution) => response < resolution ? response : resolution,
            var (response, resolution) => response ?? resolution,
        };

    private SlaClock Ring(SlaClock clock, string metric, DateTimeOffset now)
    {
        var (alarm, after) = clock.Ring(now);
        if (alarm is not { } rung) return clock;
        Raise(new SlaClockAlarmed(Id, NumberText, metric, Kebab<Alarm>.Of(rung), clock.DueAt, now));
        if (rung == Alarm.Breach) Chronicle("sla-breached", $"{metric} promise missed", now);
        return after;
    }
}
