using CustomerOps.KnowledgeBase.Articles;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>
/// Ranks the published articles an organisation's reader may see for a text. Two BM25F scores (Robertson, Zaragoza 2009), title four times the
/// body, k1 1.2, b 0.7: one over stems of the language's dictionary, joined by OR, and one over <see cref="Grams"/>; each is divided by its
/// highest value, the mean of both is the score.
/// </summary>
internal static class Ranking
{
    /// <summary>
    /// Postings one query may read of each kind, rarest terms first. All of them up to some thousand articles; beyond that the commonest pieces,
    /// which tell least, are left out, so that the time stays the same.
    /// </summary>
    private const int PostingsRead = 20_000;

    /// <summary>An article that shares no word with the text must hold this part of its pieces.</summary>
    private const double PiecesHeld = 0.25;

    public static Task<List<Ranked>> Rank(
        KnowledgeBaseDb db, string text, string? language, IReadOnlyList<Correction> corrections, Audience[] audiences, int limit, CancellationToken ct)
    {
        string[] grams = [.. Grams.Count(text).Keys], languages = [.. corrections.Select(c => c.Language)], meant = [.. corrections.Select(c => c.Term)];
        var staff = audiences.Contains(Audience.Staff);
        return db.Database.SqlQuery<Ranked>($"""
            with totals as materialized (
                select language, documents::float8 as documents,
                    0.7::float8 * documents / greatest(title_words, 1) as title_words, 0.7::float8 * documents / greatest(body_words, 1) as body_words,
                    0.7::float8 * documents / greatest(title_grams, 1) as title_grams, 0.7::float8 * documents / greatest(body_grams, 1) as body_grams
                from search_totals where documents > 0 and ({language}::text is null or language = {language})),
            asked as materialized (
                select language, false as gram, unnest(tsvector_to_array(to_tsvector(dictionary_of(language), {text}))) as term from totals
                union
                select language, false, term from unnest({languages}, {meant}) c (language, term)
                union all
                select language, true, unnest({grams}) from totals),
            rare as materialized (
                select t.id, t.gram, 2.2::float8 * ln(1 + (n.documents - t.documents + 0.5::float8) / (t.documents + 0.5::float8)) as idf,
                    case when t.gram then n.title_grams else n.title_words end as per_title,
                    case when t.gram then n.body_grams else n.body_words end as per_body,
                    t.documents, sum(t.documents) over (partition by t.gram order by t.documents, t.id) as read
                from asked a join totals n using (language)
                cross join lateral (
                    select * from search_terms t where t.language = a.language and t.gram = a.gram and t.term = a.term offset 0) t),
            scored as materialized (
                select p.document_id, sum(part) filter (where not r.gram) as words, sum(part) filter (where r.gram) as grams, count(*) as held
                from rare r
                cross join lateral (
                    select document_id, 4 * title_count / (0.3::float8 + title_length * r.per_title) + body_count / (0.3::float8 + body_length * r.per_body) as tf
                    from search_postings p where p.term_id = r.id and ({staff} or p.is_public) offset 0) p
                cross join lateral (select r.idf * p.tf / (p.tf + 1.2::float8) as part) s
                where r.read = r.documents or r.read <= {PostingsRead}
                group by p.document_id),
            tops as materialized (select max(words) as words, max(grams) as grams from scored),
            best as (
                select s.document_id, (coalesce(s.words / t.words, 0) + coalesce(s.grams / t.grams, 0)) / 2 as score
                from scored s, tops t where s.words is not null or s.held >= {PiecesHeld * grams.Length}
                order by score desc, s.document_id limit {limit})
            select p.article_id, b.score
            from best b cross join lateral (select article_id from publications p where p.document_id = b.document_id offset 0) p
            order by b.score desc, b.document_id
            """).ToListAsync(ct);
    }
}

#pragma warning disable IDE1006 // columns as the database names them
internal sealed record Ranked(Guid article_id, double score);
#pragma warning restore IDE1006
