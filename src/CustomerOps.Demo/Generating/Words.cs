using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Bogus;

namespace CustomerOps.Demo.Generating;

/// <summary>What people write in one language: support cases, articles, what they say of the service. <c>Words/xx.json</c>.</summary>
internal sealed class Words
{
    public static readonly string[] Languages = ["en", "da", "nb", "sv", "fi", "hu"];

    /// <summary>After these days of a month the Hungarian ending is -én, as the texts have it.</summary>
    private static readonly int[] s_hungarianDays = [4, 5, 7, 9, 10, 11, 12, 14, 15, 17, 19, 21, 22, 24, 25, 27, 29];
    private static readonly Dictionary<string, Words> s_all = Languages.ToDictionary(l => l, Load);

    public required IReadOnlyList<CaseWords> Cases { get; init; }

    public required IReadOnlyList<ArticleWords> Articles { get; init; }

    /// <summary>Comments of the satisfied, of the undecided (one of them silent) and of the angry.</summary>
    public required IReadOnlyList<string> Praise { get; init; }

    public required IReadOnlyList<string> Middling { get; init; }

    public required IReadOnlyList<string> Anger { get; init; }

    /// <summary>Only where the name generator has none of this language.</summary>
    public IReadOnlyList<string>? FirstNames { get; init; }

    public IReadOnlyList<string>? LastNames { get; init; }

    /// <summary>In a language we have no words in, English.</summary>
    public static Words In(string language) => s_all.GetValueOrDefault(language.Split('-')[0]) ?? s_all["en"];

    /// <summary>A full name as it is written in that language.</summary>
    public static string Name(string language, Randomizer random)
    {
        if (In(language) is { FirstNames: { } first, LastNames: { } last })
        {
            var (given, family) = (random.ListItem([.. first]), random.ListItem([.. last]));
            return language == "hu" ? $"{family} {given}" : $"{given} {family}";
        }

        var name = new Bogus.DataSets.Name(language switch { "nb" => "nb_NO", "sv" or "fi" => language, _ => "en" }) { Random = random };
        return $"{name.FirstName()} {name.LastName()}";
    }

    /// <summary>A day of the year inside a sentence.</summary>
    public static string Day(string language, DateOnly day)
    {
        if (language == "hu") day = new DateOnly(day.Year, day.Month, s_hungarianDays.LastOrDefault(d => d <= day.Day, s_hungarianDays[0]));
        return day.ToString(language switch { "hu" => "MMMM d", "en" or "sv" => "d MMMM", _ => "d. MMMM" }, CultureInfo.GetCultureInfo(language));
    }

    private static Words Load(string language)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"words/{language}.json")!;
        return JsonSerializer.Deserialize<Words>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A kind of case: what the customer writes, what staff answer, what it ends with. Places: {name}, {order}, {product}, {date}.</summary>
/// <param name="Skill">Who can settle it.</param>
internal sealed record CaseWords(
    string Topic, string Skill, IReadOnlyList<string> Subjects, IReadOnlyList<string> Bodies, string Reply, string Customer, string Note, string Solution);

internal sealed record ArticleWords(string Tag, string Type, string Audience, string Title, string Body);
