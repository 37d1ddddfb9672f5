using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>An organisation's own working hours; without any, <see cref="WeekHours.Usual"/> in the organisation's time zone holds.</summary>
internal sealed class BusinessHours : Aggregate
{
    /// <summary>IANA name; null follows the organisation.</summary>
    public string? TimeZone { get; private set; }
    public List<Opening> Week { get; private set; } = [.. WeekHours.Usual];
    public DateOnly[] Holidays { get; private set; } = [];

    public void Set(string? timeZone, IEnumerable<Opening> week, IEnumerable<DateOnly> holidays)
    {
        RuleViolation.Unless(timeZone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is not null, "business-hours.time-zone", "No such time zone; send an IANA name such as Europe/Copenhagen.", "timeZone");
        (TimeZone, Week, Holidays) = (timeZone, [.. week], [.. holidays.Distinct().Order()]);
        _ = In("UTC");
    }

    /// <summary>The hours in force, given the organisation's own time zone. Throws when they make no sense.</summary>
    public WeekHours In(string organisationZone) => new(
        Week, Holidays.Select(LocalDate.FromDateOnly), DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone ?? organisationZone) ?? DateTimeZone.Utc);
}
