using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Staffing.Branches;

/// <summary>The time zones of an organisation and its branches.</summary>
internal sealed record Clocks(DateTimeZone Organisation, IReadOnlyDictionary<string, DateTimeZone> Branches)
{
    public static async Task<Clocks> Load(StaffingDb db, CancellationToken stop)
    {
        var zone = await db.Organisations.AsNoTracking().Select(o => o.TimeZone).FirstOrDefaultAsync(stop);
        var branches = await db.Branches.AsNoTracking().Select(b => new { b.Code, b.TimeZone }).ToListAsync(stop);
        return new Clocks(Known(zone), branches.ToDictionary(b => b.Code, b => Known(b.TimeZone)));
    }

    /// <summary>The clock of the first branch a person works at, else the organisation's.</summary>
    public DateTimeZone Of(IReadOnlyList<string> branches) =>
        branches.Count > 0 && Branches.TryGetValue(branches[0], out var zone) ? zone : Organisation;

    public static DateTimeZone Named(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? throw new RuleViolation("time-zone.unknown", "timeZone is an IANA name such as Europe/Copenhagen.", "timeZone");

    /// <summary>Identity checks names; one this machine's tables lack must not stop planning.</summary>
    private static DateTimeZone Known(string? name) => (name is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)) ?? DateTimeZone.Utc;
}
