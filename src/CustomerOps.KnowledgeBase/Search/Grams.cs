using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>
/// The four-letter pieces of words: <c>_ret retu etur turn urn_</c>. They find what stems cannot: parts of compounds, other inflections,
/// typing errors, letters typed without their accents.
/// </summary>
internal static class Grams
{
    private const int Size = 4, MaxWord = 64;

    /// <summary>How often each piece occurs.</summary>
    public static Dictionary<string, int> Count(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var word = new StringBuilder("_");
        foreach (var letter in Folded(text).Append(' '))
        {
            if (char.IsLetterOrDigit(letter)) { word.Append(letter); continue; }
            if (word.Length > 1) Take(word.Append('_').ToString(), counts);
            word.Clear().Append('_');
        }

        return counts;
    }

    private static void Take(string word, Dictionary<string, int> counts)
    {
        var end = Math.Min(word.Length, MaxWord);
        for (var start = 0; start == 0 || start + Size <= end; start++)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, word.Substring(start, Math.Min(Size, end - start)), out _)++;
    }

    /// <summary>Lower case, without accents.</summary>
    private static IEnumerable<char> Folded(string text) => text.ToLowerInvariant().Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(c => c switch { 'ø' => 'o', 'æ' => 'a', 'ß' => 's', 'ı' => 'i', _ => c });
}
