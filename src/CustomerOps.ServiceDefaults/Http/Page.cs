using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>One page of a list in stable order.</summary>
/// <param name="Next">Opaque; send it as <c>after</c> for the next page. Null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset paging: <c>?limit=50&amp;after=…</c>, at most 100. The cursor holds the last row's sort value and id.</summary>
public static class Paging
{
    public const int DefaultLimit = 50, MaxLimit = 100;

    public static int Limit(int? asked) => asked switch
    {
        null => DefaultLimit,
        < 1 or > MaxLimit => throw new RuleViolation("request.limit", $"limit is 1 to {MaxLimit}.", "limit"),
        { } limit => limit,
    };

    /// <summary>Cuts a page from <paramref name="rows"/>, which must hold up to limit + 1 rows in order.</summary>
    public static Page<TView> Cut<TRow, TKey, TView>(IReadOnlyList<TRow> rows, int limit, Func<TRow, (TKey Sort, Guid Id)> key, Func<TRow, TView> view)
    {
        var more = rows.Count > limit;
        var items = rows.Take(limit).Select(view).ToList();
        return new Page<TView>(items, more ? Write(key(rows[limit - 1])) : null);
    }

    /// <summary>The cursor's content, or null for the first page; one that we did not write is refused.</summary>
    public static (TKey Sort, Guid Id)? Read<TKey>(string? after)
    {
        if (after is null) return null;
        try
        {
            var cursor = after.Length <= 500 ? JsonSerializer.Deserialize<Cursor<TKey>>(WebEncoders.Base64UrlDecode(after)) : null;
            if (cursor is { K: not null, I: { } id }) return (cursor.K, id);
        }
        catch (Exception e) when (e is JsonException or FormatException) { /* refused below */ }
        throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
    }

    private static string Write<TKey>((TKey Sort, Guid Id) key) =>
        WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(new Cursor<TKey>(key.Sort, key.Id)));

    private sealed record Cursor<TKey>(TKey K, Guid? I);
}
