using CustomerOps.KnowledgeBase.Articles;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Search;

/// <summary>Finds published articles: ranking first, then passages of the few that are shown.</summary>
internal static class ArticleSearch
{
    public static async Task<List<(Passage Passage, double Score)>> Find(
        KnowledgeBaseDb db, string text, string? language, Audience[] audiences, int limit, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct); // one opening for both questions
        try
        {
            var ranked = await Ranking.Rank(db, text, language, audiences, limit, ct);
            var passages = await Snippets.Of(db, text, [.. ranked.Select(r => r.article_id)], ct);
            // An article withdrawn between the two questions is left out.
            return [.. ranked.Where(r => passages.ContainsKey(r.article_id)).Select(r => (passages[r.article_id], r.score))];
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }
}
