using CustomerOps.KnowledgeBase.Articles;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>
/// Keeps <c>search_terms</c> and <c>search_postings</c> in step with what is published, inside the publishing transaction. The row of
/// <c>search_totals</c> is taken first: it serialises publications of one language, so counting terms neither races nor deadlocks.
/// </summary>
internal static class SearchIndex
{
    /// <summary>Takes in a publication that has just been stored and is not in the index.</summary>
    public static async Task Enter(KnowledgeBaseDb db, Publication publication, CancellationToken ct)
    {
        var (id, language) = (publication.ArticleId, publication.Language);
        var (title, body) = (Grams.Count(publication.Title), Grams.Count(publication.PlainText));
        string[] grams = [.. title.Keys.Union(body.Keys)];
        var (inTitle, inBody) = (Counts(grams, title), Counts(grams, body));
        await db.Database.ExecuteSqlAsync($"""
            insert into search_totals (tenant_id, language, documents) values ({publication.TenantId}, {language}, 1)
            on conflict (tenant_id, language) do update set documents = search_totals.documents + 1
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            with document as materialized (
                select tenant_id, document_id, audience,
                    setweight(to_tsvector(dictionary_of(language), title), 'A') || to_tsvector(dictionary_of(language), plain_text) as words
                from publications where article_id = {id}),
            used as materialized (
                select false as gram, word.lexeme as term, count(*) filter (where weight = 'A') as in_title, count(*) filter (where weight <> 'A') as in_body
                from document, unnest(words) word, unnest(word.weights) weight group by word.lexeme
                union all
                select true, g.* from unnest({grams}, {inTitle}, {inBody}) g),
            lengths as materialized (
                select coalesce(sum(in_title) filter (where not gram), 0) as title_words, coalesce(sum(in_body) filter (where not gram), 0) as body_words,
                       coalesce(sum(in_title) filter (where gram), 0) as title_grams, coalesce(sum(in_body) filter (where gram), 0) as body_grams
                from used),
            ids as materialized (
                select used.*, t.id from used left join lateral (
                    select id from search_terms t where t.language = {language} and t.gram = used.gram and t.term = used.term offset 0) t on true),
            known as (
                update search_terms set documents = documents + 1 where id = any(array(select id from ids where id is not null))),
            fresh as (
                insert into search_terms (tenant_id, language, gram, term, documents)
                select tenant_id, {language}, gram, term, 1 from document, ids where id is null returning id, gram, term),
            terms as materialized (
                select id, gram, in_title, in_body from ids where id is not null
                union all
                select f.id, f.gram, in_title, in_body from fresh f join ids using (gram, term)),
            posted as (
                insert into search_postings (tenant_id, term_id, document_id, title_count, body_count, is_public, title_length, body_length)
                select tenant_id, id, document_id, least(in_title, 32767), least(in_body, 32767), audience = 'Public',
                    case when gram then title_grams else title_words end, case when gram then body_grams else body_words end
                from document, lengths, terms),
            summed as (
                update search_totals s set
                    title_words = s.title_words + l.title_words, body_words = s.body_words + l.body_words,
                    title_grams = s.title_grams + l.title_grams, body_grams = s.body_grams + l.body_grams
                from lengths l where s.language = {language})
            update publications set term_ids = (select coalesce(array_agg(id), array[]::integer[]) from terms),
                title_words = l.title_words, body_words = l.body_words, title_grams = l.title_grams, body_grams = l.body_grams
            from lengths l where article_id = {id}
            """, ct);
    }

    /// <summary>Takes a publication out, before its row is changed or deleted.</summary>
    public static async Task Leave(KnowledgeBaseDb db, Guid articleId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            update search_totals s set documents = s.documents - 1, title_words = s.title_words - p.title_words, body_words = s.body_words - p.body_words,
                title_grams = s.title_grams - p.title_grams, body_grams = s.body_grams - p.body_grams
            from publications p where p.article_id = {articleId} and s.language = p.language
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            with document as materialized (select document_id, term_ids from publications where article_id = {articleId}),
            gone as (
                delete from search_postings where term_id = any((select term_ids from document)::integer[]) and document_id = (select document_id from document)),
            last as (delete from search_terms where id = any((select term_ids from document)::integer[]) and documents = 1)
            update search_terms set documents = documents - 1 where id = any((select term_ids from document)::integer[]) and documents > 1
            """, ct);
    }

    private static int[] Counts(string[] grams, Dictionary<string, int> counts) => [.. grams.Select(g => counts.GetValueOrDefault(g))];
}
