using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Staffing.People;

/// <summary>Hours are multiples of a half; days off are monday … sunday; the tier follows from the roles and is not set here.</summary>
[Example("""{ "weeklyHoursMin": 30, "weeklyHoursMax": 37, "shiftHoursMax": 8, "earliest": "07:00", "latest": "19:00", "languages": ["da", "en"], "daysOff": ["sunday"] }""")]
internal sealed record SetContract(
    decimal WeeklyHoursMin, decimal WeeklyHoursMax, decimal ShiftHoursMax, decimal ShiftHoursMin = 4, string Earliest = "00:00", string Latest = "24:00",
    IReadOnlyList<string>? Languages = null, IReadOnlyList<string>? DaysOff = null, int MaxConsecutiveDays = 5)
{
    public static async Task<Tagged<PersonView>> Handle(Guid id, SetContract request, IfMatch ifMatch, StaffingDb db, CancellationToken ct)
    {
        var person = await db.People.Include(p => p.Skills).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("person");
        ifMatch.Check(person.Version);
        person.Agree(request.ToContract(), request.Languages);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(PersonView.Of(person), person.Version);
    }

    private Contract ToContract() => new(
        Minutes(WeeklyHoursMin, "weeklyHoursMin"), Minutes(WeeklyHoursMax, "weeklyHoursMax"), Minutes(ShiftHoursMin, "shiftHoursMin"),
        Minutes(ShiftHoursMax, "shiftHoursMax"), Clock(Earliest, "earliest"), Clock(Latest, "latest"), [.. (DaysOff ?? []).Select(Day)], MaxConsecutiveDays);

    private static int Minutes(decimal hours, string field)
    {
        RuleViolation.Unless(hours is >= 0 and <= 168 && hours * 2 % 1 == 0, "contract.hours", "Hours are multiples of a half, 0 to 168.", field);
        return (int)(hours * 60);
    }

    private static int Clock(string text, string field)
    {
        if (text == "24:00") return Contract.Day;
        RuleViolation.Unless(TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time), "contract.time", "A time is HH:mm, 00:00 to 24:00.", field);
        return (time.Hour * 60) + time.Minute;
    }

    private static IsoDayOfWeek Day(string name) =>
        Enum.GetValues<IsoDayOfWeek>().FirstOrDefault(d => d != IsoDayOfWeek.None && ContractView.Day(d) == name) is var day and not IsoDayOfWeek.None
            ? day : throw new RuleViolation("contract.day", "Days are monday to sunday.", "daysOff");
}
