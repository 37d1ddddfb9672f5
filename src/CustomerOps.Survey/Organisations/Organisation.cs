using CustomerOps.ServiceDefaults.Data;
using NodaTime;

namespace CustomerOps.Survey.Organisations;

/// <summary>What surveys need to know of an organisation, as Identity tells it.</summary>
internal sealed class Organisation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>BCP 47 tags it serves, the default first.</summary>
    public string[] Languages { get; init; } = [];
    public DateTimeOffset ToldAt { get; init; }
    public bool HasDefaultSurveys { get; set; }

    /// <summary>UTC while the organisation is not known, or its zone is none we know.</summary>
    public static DateTimeZone ZoneOf(Organisation? organisation) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(organisation?.TimeZone ?? "UTC") ?? DateTimeZone.Utc;
}
