using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>What an alarm says: the deadline is near, is there, or was so long ago.</summary>
internal enum Alarm { Warning, Breach, Overdue }

internal static class Alarms
{
    public static Alarm Kind(this Crossing crossing) => crossing.Level == 0 ? Alarm.Breach : crossing.Offset < Duration.Zero ? Alarm.Warning : Alarm.Overdue;

    /// <summary>In order of their time. Nobody is warned of what was missed already.</summary>
    public static IEnumerable<Crossing> ToTell(IEnumerable<Crossing> crossed) =>
        crossed.GroupBy(c => c.Metric).SelectMany(clock => clock.Where(c => c.Kind() != Alarm.Warning || clock.All(other => other.Level != 0))).OrderBy(c => c.At).ThenBy(c => c.Level);
}
