using System.Text.RegularExpressions;

namespace CustomerOps.Ticketing.Languages;

/// <summary>
/// Which of the six languages a text is written in, from its everyday words and its letters. A word that several languages share says little,
/// one that only one of them has says much; what the sender wrote in before tips the scale when the text itself does not.
/// </summary>
internal static partial class LanguageDetector
{
    private const int LooksAt = 4000;
    private const double Prior = 0.6, OnlyHere = 1.0, Letter = 0.35, MostByLetter = 4.0;

    private static readonly Dictionary<string, (string Language, double Weight)[]> Evidence = Weigh();

    /// <returns><paramref name="expected"/> when nothing in the text speaks for another.</returns>
    public static string Detect(string text, string expected)
    {
        var sample = text.Length > LooksAt ? text[..LooksAt] : text;
        var scores = EverydayWords.ByLanguage.Keys.ToDictionary(l => l, l => l == expected ? Prior : 0.0);
        foreach (var word in Words().EnumerateMatches(sample))
        {
#pragma warning disable CA1308 // Word lists are in lower case.
            var spelt = sample.AsSpan(word.Index, word.Length).ToString().ToLowerInvariant();
#pragma warning restore CA1308
            if (!Evidence.TryGetValue(spelt, out var votes)) continue;
            foreach (var (language, weight) in votes) scores[language] += weight;
        }

        foreach (var (language, letters) in EverydayWords.Letters)
            scores[language] += Math.Min(MostByLetter, Letter * sample.Count(c => letters.Contains(char.ToLowerInvariant(c))));
        var best = scores.MaxBy(s => s.Value);
        return best.Value <= Prior ? expected : best.Key;
    }

    private static Dictionary<string, (string, double)[]> Weigh() => EverydayWords.ByLanguage
        .SelectMany(l => l.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(word => (word, language: l.Key)))
        .GroupBy(pair => pair.word)
        .ToDictionary(g => g.Key, g => g.Select(pair => (pair.language, OnlyHere / (g.Count() * g.Count()))).ToArray());

    [GeneratedRegex(@"\p{L}+(?:'\p{L}+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
