using CustomerOps.KnowledgeBase.Articles;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>Finds published articles: what was mistyped, then the ranking, then passages of the few that are shown.</summary>
internal static class ArticleSearch
{
    public static async Task<List<(Passage Passage, double Score)>> Find(
        KnowledgeBaseDb db, string text, string? language, bool correct, Audience[] audiences, int limit, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct); // one opening for all questions
        try
        {
            var corrections = correct ? await Spelling.Correct(db, text, language, ct) : [];
            var ranked = await Ranking.Rank(db, text, language, corrections, audiences, limit, ct);
            var passages = await Snippets.Of(db, text, corrections, [.. ranked.Select(r => r.article_id)], ct);
            // An article withdrawn between the questions is left out.
            return [.. ranked.Where(r => passages.ContainsKey(r.article_id)).Select(r => (passages[r.article_id], r.score))];
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }
}
