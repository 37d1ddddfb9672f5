using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class DraftArticle
{
    public static async Task<Tagged<ArticleView>> Handle(ArticleContent content, KnowledgeBaseDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var article = Article.Draft(content, caller.SubjectId, time.GetUtcNow());
        db.Add(article);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/articles/{article.Id}", ArticleView.Of(article), article.Version);
    }
}
