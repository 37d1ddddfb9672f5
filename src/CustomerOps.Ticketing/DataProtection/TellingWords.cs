using System.Text.RegularExpressions;
using CustomerOps.Ticketing.Identities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>The words by which everybody would know who is meant: addresses, numbers, and the full name where nobody else has it.</summary>
/// <param name="Addresses">In lower case.</param>
/// <param name="Pattern">Regular expression that PostgreSQL and .NET read alike; null where there is no such word.</param>
internal sealed record TellingWords(IReadOnlyList<string> Addresses, string? Pattern)
{
    private const int ShortestNumber = 7, ShortestName = 6, LocalDigits = 8;

    /// <param name="records">Of the person.</param>
    public static async Task<TellingWords> Of(TicketingDb db, Guid[] records, CancellationToken ct)
    {
        var people = await db.Customers.AsNoTracking().Where(c => records.Contains(c.Id)).Select(c => new { c.Email, c.Name }).ToListAsync(ct);
        var known = await db.CustomerIdentities.AsNoTracking().Where(i => records.Contains(i.CustomerId)).Select(i => new { i.Kind, i.Value }).ToListAsync(ct);
        // Staff write under their addresses and names, also those who are customers too.
        var names = people.Select(p => p.Name.Trim()).Where(n => n.Length >= ShortestName && n.Contains(' ', StringComparison.Ordinal) && !n.Contains('@', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        string[] lower = [.. names.Select(n => n.ToLowerInvariant())];
#pragma warning disable CA1304, CA1311, CA1862 // said in SQL
        var others = await db.Customers.Where(c => !records.Contains(c.Id) && lower.Contains(c.Name.ToLower())).Select(c => c.Name.ToLower())
            .Union(db.People.Where(p => lower.Contains(p.Name.ToLower())).Select(p => p.Name.ToLower())).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        string[] addresses = [.. people.Select(p => p.Email).Concat(known.Where(k => k.Kind == IdentityKind.Email).Select(k => k.Value)).OfType<string>().Select(a => a.ToLowerInvariant()).Distinct()];
        var staff = await db.People.Where(p => addresses.Contains(p.Email)).Select(p => p.Email).ToListAsync(ct);
        var phones = known.Where(k => k.Kind == IdentityKind.Phone).Select(k => k.Value).Distinct().ToList();
        var shared = await db.CustomerIdentities.Where(i => i.Kind == IdentityKind.Phone && phones.Contains(i.Value) && !records.Contains(i.CustomerId)).Select(i => i.Value).ToListAsync(ct);
        string[] patterns =
        [
            .. addresses.Except(staff).Select(a => $@"(?<![\w.+-]){Regex.Escape(a)}(?![\w-])"),
            .. phones.Except(shared).Select(Phone).OfType<string>(),
            .. known.Where(k => k.Kind == IdentityKind.External && k.Value.Length >= ShortestNumber).Select(k => $@"(?<!\w){Regex.Escape(k.Value)}(?!\w)"),
            .. names.Where(n => !others.Contains(n.ToLowerInvariant())).SelectMany(Name),
        ];
        return new(addresses, patterns.Length == 0 ? null : string.Join('|', patterns.Distinct()));
    }

    /// <summary>However it is grouped, with or without its country.</summary>
    private static string? Phone(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        if (digits.Length < ShortestNumber) return null;
        var local = digits.Length > LocalDigits ? digits[^LocalDigits..] : digits;
        return $@"(?<!\d)(\+?\d[\d\s().-]{{0,6}})?{string.Join(@"[\s().-]*", local.AsEnumerable())}(?!\d)";
    }

    /// <summary>As it is said and as lists say it: last name first.</summary>
    private static IEnumerable<string> Name(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape).ToArray();
        yield return $@"(?<!\w){string.Join(@"\s+", parts)}(?!\w)";
        yield return $@"(?<!\w){parts[^1]},\s*{string.Join(@"\s+", parts[..^1])}(?!\w)";
    }
}
