using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>One word of a question with everything that stands for it: its stems, and words that hold it or look like it.</summary>
/// <param name="Filler">A word like "the" in one of the languages: it narrows nothing down.</param>
/// <param name="Known">Somebody has written it.</param>
internal sealed record Term(string Word, IReadOnlyList<string> Stems, bool Filler, bool Known)
{
    /// <summary>As PostgreSQL's tsquery: any of them.</summary>
    public string Query => string.Join(" | ", Stems.Select(s => $"'{s.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"));
}

/// <summary>A question's words that say something, in order.</summary>
internal sealed record Wording(IReadOnlyList<Term> Terms, string? Language)
{
    private const int MostWidened = 4, FewWords = 2, LongestCount = 2;

    /// <summary>Those whose dictionaries stem the words; the last is of every other language, where words stay as they stand.</summary>
    private string[] Languages => Language is null ? ["en", "da", "nb", "sv", "fi", "hu", "de", ""] : [Language];

    /// <summary>All of them.</summary>
    public string Strict => string.Join(" & ", Terms.Select(t => $"({t.Query})"));

    /// <summary>Without small numbers, which say how many of what.</summary>
    public Wording Telling => this with { Terms = [.. Terms.Where(t => t.Word.Length > LongestCount || !t.Word.All(char.IsAsciiDigit))] };

    public static async Task<Wording> Of(TicketingDb db, string asked, string? language, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<TermRow>($"select word, stems, filler, known from search_terms({asked}, {language}) order by place").ToListAsync(ct);
        return new([.. rows.Where(r => !r.filler && r.stems.Length > 0).Select(r => new Term(r.word, r.stems, r.filler, r.known))], language);
    }

    /// <summary>Where a word was never written, what looks like it or holds it stands for it too; in a short question also what holds a known word. An address stands for itself.</summary>
    public async Task<Wording> Widened(TicketingDb db, CancellationToken ct)
    {
        Term[] few = [.. Terms.Where(t => (!t.Known || Terms.Count <= FewWords) && !t.Word.Contains('@')).OrderBy(t => t.Known).Take(MostWidened)];
        if (few.Length == 0) return this;
        string[] words = [.. few.Select(t => t.Word)];
        bool[] known = [.. few.Select(t => t.Known)];
        var more = await db.Database.SqlQuery<NeighbourRow>($"""
            select a.word as word, array_agg(distinct s.stem) as stems
            from unnest({words}, {known}) a (word, known), search_neighbours(a.word, a.known) n, unnest({Languages}) l (language),
                unnest(tsvector_to_array(to_tsvector(dictionary_of(l.language), n.word))) s (stem) group by a.word
            """).ToDictionaryAsync(r => r.word, r => r.stems, ct);
        return this with { Terms = [.. Terms.Select(t => more.TryGetValue(t.Word, out var stems) ? t with { Stems = [.. t.Stems.Union(stems)] } : t)] };
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record TermRow(string word, string[] stems, bool filler, bool known);

    private sealed record NeighbourRow(string word, string[] stems);
#pragma warning restore IDE1006
}
