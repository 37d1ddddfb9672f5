using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerOps.Ticketing;

/// <summary>The words of a closed set as they stand in the API, in events and in the database: <c>on-hold</c>, <c>survey-follow-up</c>.</summary>
internal static class Kebab<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(w => w.Value, w => w.Key, StringComparer.Ordinal);

    public static string Of(T value) => Words[value];

    public static string All { get; } = string.Join(", ", Words.OrderBy(w => w.Key).Select(w => w.Value));

    public static bool Knows(string word) => Values.ContainsKey(word);

    /// <summary>Null for null; throws for a word outside the set, which validation has refused before.</summary>
    public static T? Read(string? word) => word is null ? null : Values[word];

    public static T Stored(string word) => Values[word];
}

internal sealed class KebabConverter<T>() : ValueConverter<T, string>(v => Kebab<T>.Of(v), w => Kebab<T>.Stored(w)) where T : struct, Enum;
