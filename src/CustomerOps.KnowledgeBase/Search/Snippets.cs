using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>The passage of each article that fits a query best.</summary>
internal static class Snippets
{
    /// <summary>Control characters that no article can hold mark the words found until the rest is escaped.</summary>
    private const char Start = '\u0002', Stop = '\u0003';

    /// <summary>Only this much of an article is looked through.</summary>
    private const int TextRead = 6000;

    public static async Task<Dictionary<Guid, Passage>> Of(
        KnowledgeBaseDb db, string text, IReadOnlyList<Correction> corrections, IReadOnlyList<Guid> articles, CancellationToken ct)
    {
        string[] languages = [.. corrections.Select(c => c.Language)], meant = [.. corrections.Select(c => c.Term)];
        var options = $"StartSel={Start}, StopSel={Stop}, MaxWords=32, MinWords=16, ShortWord=2";
        var passages = await db.Database.SqlQuery<Passage>($"""
            select p.article_id, p.title, p.language, ts_headline(dictionary_of(p.language), left(p.plain_text, {TextRead}), q.query, {options}) as marked
            from publications p cross join lateral (
                select string_agg(quote_literal(term), ' | ')::tsquery as query from (
                    select unnest(tsvector_to_array(to_tsvector(dictionary_of(p.language), {text}))) as term
                    union
                    select term from unnest({languages}, {meant}) c (language, term) where c.language = p.language) terms offset 0) q
            where p.article_id = any({articles.ToArray()})
            """).ToListAsync(ct);
        return passages.ToDictionary(p => p.article_id);
    }

    public static string Html(string marked) =>
        HtmlEncoder.Default.Encode(marked).Replace("&#x2;", "<mark>", StringComparison.Ordinal).Replace("&#x3;", "</mark>", StringComparison.Ordinal);

    public static string Plain(string marked) => marked.Replace(Start.ToString(), "", StringComparison.Ordinal).Replace(Stop.ToString(), "", StringComparison.Ordinal);
}

#pragma warning disable IDE1006 // columns as the database names them
internal sealed record Passage(Guid article_id, string title, string language, string? marked);
#pragma warning restore IDE1006
