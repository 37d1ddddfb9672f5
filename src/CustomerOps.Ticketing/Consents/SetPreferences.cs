using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Consents;

/// <param name="Days">Absent: every day.</param>
/// <param name="From">As 09:00, in the customer's time zone.</param>
/// <param name="To">As 17:00, later on the same day.</param>
internal sealed record ContactHours([Text(5)] string From, [Text(5)] string To, [System.ComponentModel.DataAnnotations.MaxLength(7)] DayOfWeek[]? Days = null);

/// <param name="Channel">By which channel the customer wants to be reached.</param>
/// <param name="TimeZone">IANA name such as Europe/Oslo; absent: the organisation's.</param>
/// <param name="Hours">When the customer may be called; absent: whenever the organisation calls.</param>
internal sealed record Preferences(ConsentChannel? Channel, string? TimeZone, ContactHours? Hours)
{
    /// <summary>Is it a time at which the customer wants to be called?</summary>
    public bool Fits(DateTimeOffset at, string organisationZone)
    {
        if (Hours is not { } hours) return true;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone ?? organisationZone) ?? DateTimeZone.Utc;
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        var time = local.TimeOfDay.ToTimeOnly();
        return (hours.Days is not { Length: > 0 } days || days.Contains((DayOfWeek)((int)local.DayOfWeek % 7))) && time >= Clock(hours.From) && time <= Clock(hours.To);
    }

    public static TimeOnly? Clock(string said) => TimeOnly.TryParseExact(said, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <param name="Language">BCP 47; absent: not known.</param>
[Example("""{ "language": "nb", "channel": "phone", "timeZone": "Europe/Oslo", "hours": { "from": "16:00", "to": "20:00", "days": ["monday", "thursday"] } }""")]
internal sealed record PreferencesRequest([LanguageTag] string? Language = null, ConsentChannel? Channel = null, [Text(60)] string? TimeZone = null, ContactHours? Hours = null);

internal static class SetPreferences
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, PreferencesRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        RuleViolation.Unless(request.TimeZone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(request.TimeZone) is not null, "preferences.time-zone", "No such time zone; send an IANA name such as Europe/Oslo.", "timeZone");
        RuleViolation.Unless(request.Hours is not { } hours || Preferences.Clock(hours.From) < Preferences.Clock(hours.To), "preferences.hours", "Hours go from 09:00 to a later time of the same day.", "hours");
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        customer.Prefer(request.Language, new Preferences(request.Channel, request.TimeZone, request.Hours));
        await db.SaveChangesAsync(ct);
        return await GetCustomer.Handle(id, db, ct);
    }
}
