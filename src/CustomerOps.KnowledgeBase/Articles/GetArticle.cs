using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class GetArticle
{
    public static async Task<Tagged<ArticleView>> Handle(Guid id, KnowledgeBaseDb db, Caller caller, CancellationToken ct)
    {
        var article = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("article");
        if (caller.IsAuthor()) return Tagged.Ok(ArticleView.Of(article), article.Version);
        var audiences = caller.MayRead();
        var published = await db.Publications.AsNoTracking().SingleOrDefaultAsync(p => p.ArticleId == id && audiences.Contains(p.Audience), ct);
        return published is null ? throw new NotFound("article") : Tagged.Ok(ArticleView.Of(published, article.CreatedAt), article.Version);
    }

    /// <summary>The article to change, tracked.</summary>
    public static async Task<Article> FindArticle(this KnowledgeBaseDb db, Guid id, CancellationToken ct) =>
        await db.Articles.SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("article");
}
