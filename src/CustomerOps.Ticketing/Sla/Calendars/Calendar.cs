using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>Working hours with a name. One calendar is the organisation's own and holds where no other is asked for; others hold for the queues and branches they name.</summary>
internal sealed class Calendar : Aggregate
{
    public const int Most = 100, MostUses = 50;

    private Calendar() { }

    public Calendar(string name, string? timeZone, bool isDefault = false) => (Name, TimeZone, IsDefault) = (name, timeZone, isDefault);

    public string Name { get; private set; } = "";

    /// <summary>IANA name; null follows the organisation.</summary>
    public string? TimeZone { get; private set; }
    public bool IsDefault { get; private init; }
    public string[] Queues { get; private set; } = [];
    public string[] Branches { get; private set; } = [];

    /// <summary>The version in force.</summary>
    public Guid CurrentId { get; private set; }
    public int Number { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }

    public void Use(string name, string[] queues, string[] branches)
    {
        (Name, Queues, Branches) = (name.Trim(), [.. queues.Select(q => q.Trim()).Distinct()], [.. branches.Select(b => b.Trim()).Distinct()]);
        RuleViolation.Unless(!IsDefault || (Queues.Length == 0 && Branches.Length == 0), "calendar.default", "The organisation's own calendar holds everywhere; it names no queue or branch.", "queues");
        Touch();
    }

    /// <summary>Other hours from now on. What was counted before stays counted by the version before.</summary>
    /// <param name="spec">Its zone is the calendar's own or, where that is null, the organisation's.</param>
    /// <returns>The version to be stored; null when nothing is different.</returns>
    public CalendarVersion? Change(CalendarSpec spec, string? timeZone, CalendarSpec? before, DateTimeOffset now)
    {
        spec.Check();
        TimeZone = timeZone;
        if (before is not null && StoredJson.Same(spec, before)) return null;
        var version = new CalendarVersion(Id, ++Number, spec, now);
        CurrentId = version.Id;
        return version;
    }

    public void Retire(DateTimeOffset now)
    {
        RuleViolation.Unless(!IsDefault, "calendar.default", "The organisation's own calendar stays; set its hours instead.");
        RetiredAt ??= now;
    }
}

/// <summary>The hours of a calendar from a moment until the next version; never changed.</summary>
internal sealed class CalendarVersion : ITenantOwned
{
    private CalendarVersion() { }

    public CalendarVersion(Guid calendarId, int number, CalendarSpec spec, DateTimeOffset now) => (CalendarId, Number, Spec, MadeAt) = (calendarId, number, spec, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid CalendarId { get; private init; }
    public int Number { get; private init; }
    public CalendarSpec Spec { get; private init; } = null!;
    public DateTimeOffset MadeAt { get; private init; }
}
