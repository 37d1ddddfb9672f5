using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>
/// What a reader who mistyped may have meant: for a word that no article of the language holds, the nearest word that one does hold,
/// at most two edits away and with the same first letter. Needs no extension of PostgreSQL.
/// </summary>
internal static class Spelling
{
    private const int ShortestWord = 4, LongestWithOneEdit = 5, MostCandidates = 20_000;

    /// <returns>One word, stemmed, for each that was mistyped. Where several languages are searched, only those that know most of the text correct it.</returns>
    public static async Task<IReadOnlyList<Correction>> Correct(KnowledgeBaseDb db, string text, string? language, CancellationToken ct)
    {
        var candidates = await db.Database.SqlQuery<Candidate>($"""
            with asked as materialized (
                select language, term from search_totals, unnest(tsvector_to_array(to_tsvector(dictionary_of(language), {text}))) term
                where documents > 0 and ({language}::text is null or language = {language})),
            known as materialized (
                select a.language, a.term, t.id, count(t.id) over (partition by a.language) as hits
                from asked a left join lateral (
                    select id from search_terms t where t.language = a.language and t.gram = false and t.term = a.term offset 0) t on true)
            select k.language, k.term as asked, t.term as meant, t.documents
            from known k cross join lateral (
                select term, documents from search_terms t
                where t.language = k.language and t.gram = false and left(t.term, 1) = left(k.term, 1) and abs(length(t.term) - length(k.term)) <= 2 offset 0) t
            where k.id is null and length(k.term) >= {ShortestWord} and k.hits = (select max(hits) from known)
            limit {MostCandidates}
            """).ToListAsync(ct);
        return [.. candidates
            .Select(c => (Candidate: c, Edits: Edits(c.asked, c.meant)))
            .Where(c => c.Edits <= (c.Candidate.asked.Length <= LongestWithOneEdit ? 1 : 2))
            .GroupBy(c => (c.Candidate.language, c.Candidate.asked))
            .Select(g => g.OrderBy(c => c.Edits).ThenByDescending(c => c.Candidate.documents).ThenBy(c => c.Candidate.meant, StringComparer.Ordinal).First().Candidate)
            .Select(c => new Correction(c.language, c.meant))];
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance).</summary>
    internal static int Edits(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++) last[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[to.Length];
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Candidate(string language, string asked, string meant, int documents);
#pragma warning restore IDE1006
}

/// <summary>A stem to search for beside what was typed.</summary>
internal sealed record Correction(string Language, string Term);
