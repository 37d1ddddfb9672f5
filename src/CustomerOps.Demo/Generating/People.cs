using System.Globalization;
using System.Text;
using Bogus;
using CustomerOps.Demo.Founding;

namespace CustomerOps.Demo.Generating;

/// <summary>A customer of a demo organisation.</summary>
internal sealed record Shopper(int Number, string Name, string Email, string Language, string Branch, bool SurveyConsent);

/// <summary>A member of staff, with what they can and when they work.</summary>
internal sealed record Colleague(
    string Name, string Email, string Language, string Role, string Branch, IReadOnlyList<string> Languages, IReadOnlyDictionary<string, int> Skills,
    int WeeklyHours, string Earliest, string Latest, IReadOnlyList<string> DaysOff)
{
    public bool WorksOnCases => Role is not ("analyst" or "admin");
}

/// <summary>The people around a demo organisation; the same profile always brings forth the same ones.</summary>
internal static class People
{
    private const int Silent = 6;
    private static readonly string[] s_team =
        [.. Enumerable.Repeat("agent", 12), "senior", "senior", "senior", "senior", "specialist", "specialist", "specialist", "supervisor", "supervisor", "manager", "analyst", "admin"];

    private static readonly string[] s_skills = ["delivery", "returns", "billing", "products", "complaints"];

    public static IReadOnlyList<Shopper> Customers(Profile profile) => [.. Enumerable.Range(0, profile.Customers).Select(i =>
    {
        var random = new Randomizer(profile.Seed + (i * 7919));
        var language = Language(profile, random);
        var name = Words.Name(language, random);
        return new Shopper(i, name, $"{Address(name)}{i}@customers.{profile.Slug}.example", language, random.ListItem([.. profile.Branches]).Code, random.Int(1, 100) > Silent);
    })];

    public static IReadOnlyList<Colleague> Team(Profile profile) => [.. s_team.Select((role, i) =>
    {
        var random = new Randomizer(profile.Seed + 500_009 + (i * 104_729));
        // Every language has its speakers in the front line, whatever the shares.
        var language = role == "agent" ? profile.Languages[i % profile.Languages.Length] : Language(profile, random);
        var name = Words.Name(language, random);
        // A few take any hour of any day, so that somebody can be on duty whenever the demo is started.
        var (early, anyTime) = (i % 2 == 0, i % 4 == 0);
        return new Colleague(
            name, $"{Address(name)}.{i}@{profile.Slug}.example", language, role, profile.Branches[i % profile.Branches.Count].Code,
            [.. new[] { language, "en" }.Concat(random.Bool(0.4f) ? [Language(profile, random)] : []).Distinct()], Skills(role, i, random),
            role == "agent" && i % 4 == 3 ? 20 : 37, anyTime ? "00:00" : early ? "07:00" : "10:00", anyTime ? "24:00" : early ? "18:00" : "22:00", anyTime ? [] : i % 3 == 0 ? ["sunday"] : i % 3 == 1 ? ["saturday"] : []);
    })];

    public static string Language(Profile profile, Randomizer random)
    {
        var drawn = random.Int(0, profile.Shares.Values.Sum() - 1);
        foreach (var (language, share) in profile.Shares)
            if ((drawn -= share) < 0) return language;
        throw new InvalidOperationException("The shares do not add up.");
    }

    private static Dictionary<string, int> Skills(string role, int number, Randomizer random) => s_skills
        .Select((skill, i) => (skill, Level: role switch
        {
            "specialist" => i == number % s_skills.Length || i == (number + 2) % s_skills.Length ? 4 : 2,
            "senior" or "supervisor" or "manager" => 3,
            "agent" => (i + number) % 3 == 0 ? random.Int(1, 3) : (i + number) % 3 == 1 ? 1 : 0,
            _ => 0,
        }))
        .Where(s => s.Level > 0).ToDictionary(s => s.skill, s => s.Level);

    /// <summary>The name in letters every mail server takes.</summary>
    private static string Address(string name)
    {
        var plain = new StringBuilder();
#pragma warning disable CA1308 // Addresses are written in lower case.
        foreach (var letter in name.ToLowerInvariant().Replace("ø", "o", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
#pragma warning restore CA1308
        {
            if (char.IsAsciiLetterOrDigit(letter)) plain.Append(letter);
            else if (letter == ' ' && plain.Length > 0) plain.Append('.');
        }

        return plain.ToString().TrimEnd('.').ToString(CultureInfo.InvariantCulture);
    }
}
