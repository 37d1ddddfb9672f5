using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <summary>What a target counts: open time of the calendar, or every second.</summary>
internal enum CountedTime { Business, Calendar }

/// <summary>A state in which a clock may stand still.</summary>
internal enum PauseState { Pending, OnHold }

/// <summary>Which tickets it is for: each list that is sent must hold the ticket's word; of tags one is enough.</summary>
internal sealed record ConditionsView(
    [MaxLength(4)] Priority[]? Priorities = null, [MaxLength(5)] Tier[]? Tiers = null, [MaxLength(6)] Channel[]? Channels = null, [MaxLength(10)] Origin[]? Origins = null,
    [Labels(50, 20)] string[]? Languages = null, [Labels(50, 50)] string[]? Queues = null, [Labels(50, 50)] string[]? Branches = null, [Labels(50, 50)] string[]? Tags = null)
{
    public static ConditionsView Of(PolicyConditions c) => new(
        [.. c.Priorities], [.. c.Tiers], [.. c.Channels], [.. c.Origins], [.. c.Languages], [.. c.Queues], [.. c.Branches], [.. c.Tags]);

    public PolicyConditions Read() => new(Words(Priorities), Words(Tiers), Words(Channels), Words(Origins), Texts(Languages), Texts(Queues), Texts(Branches), Texts(Tags));

    private static T[] Words<T>(T[]? words) where T : struct, Enum => [.. (words ?? []).Distinct().Order()];

    private static string[] Texts(string[]? texts) => [.. (texts ?? []).Select(t => t.Trim()).Distinct()];
}

/// <param name="Priority">Null: for every priority without a target of its own.</param>
/// <param name="Seconds">At least 15.</param>
/// <param name="PausesIn">Null for what is usual: resolution, requester-wait and time-in-queue stand still while pending, the others never.</param>
/// <param name="AlarmSeconds">Tells before (negative) or after the deadline, in counted time; at the deadline is always told.</param>
internal sealed record TargetView(
    Metric Metric, [Range(PolicyRules.LeastSeconds, PolicyRules.MostSeconds)] int Seconds, Priority? Priority = null, CountedTime Time = CountedTime.Business,
    [MaxLength(2)] PauseState[]? PausesIn = null, [MaxLength(PolicyRules.MostAlarms)] int[]? AlarmSeconds = null)
{
    public static TargetView Of(PolicyTarget t) => new(
        t.Metric, t.Seconds, t.Priority, t.AroundTheClock ? CountedTime.Calendar : CountedTime.Business,
        t.PausesIn is { } pauses ? [.. Enum.GetValues<PauseState>().Where(s => pauses.HasFlag(Flag(s)))] : null, [.. t.Alarms]);

    public PolicyTarget Read() => new(Metric, Priority, Seconds, Time == CountedTime.Calendar, PausesIn?.Aggregate(Waits.None, (all, s) => all | Flag(s)), AlarmSeconds ?? []);

    private static Waits Flag(PauseState state) => state == PauseState.Pending ? Waits.Pending : Waits.OnHold;
}

/// <param name="CalendarId">The calendar it counts by; null: that of the ticket's queue, else of its branch, else the organisation's own.</param>
[Example("""{ "name": "Shops, urgent", "conditions": { "channels": ["store"], "tags": ["vip"] }, "targets": [{ "metric": "first-response", "seconds": 900, "priority": "urgent", "time": "calendar", "alarmSeconds": [-300] }, { "metric": "resolution", "seconds": 14400, "pausesIn": ["pending", "on-hold"], "alarmSeconds": [-3600, 3600] }] }""")]
internal sealed record PolicyRequest([Text(100)] string Name, [MaxLength(PolicyRules.MostTargets)] TargetView[] Targets, ConditionsView? Conditions = null, Guid? CalendarId = null)
{
    public PolicySpec Read() => new(CalendarId, (Conditions ?? new()).Read(), [.. Targets.Select(t => t.Read())]);
}

/// <param name="IsDefault">The last one, for every ticket that no other is for.</param>
/// <param name="Position">Its place in the order in which policies are asked; the first that is for a ticket holds.</param>
/// <param name="Number">Of the version in force; each change is a version of its own.</param>
internal sealed record PolicyView(
    Guid Id, string Name, bool IsDefault, int Position, Guid VersionId, int Number, Guid? CalendarId, ConditionsView Conditions, IReadOnlyList<TargetView> Targets)
{
    public static PolicyView Of(SlaPolicy p, PolicySpec s, int position) => new(
        p.Id, p.Name, p.IsDefault, position, p.CurrentId, p.Number, s.CalendarId, ConditionsView.Of(s.Conditions), [.. s.Targets.Select(TargetView.Of)]);
}
