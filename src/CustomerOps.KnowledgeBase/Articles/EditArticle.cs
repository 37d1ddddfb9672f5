using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class EditArticle
{
    public static async Task<Tagged<ArticleView>> Handle(
        Guid id, ArticleContent content, IfMatch ifMatch, KnowledgeBaseDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var article = await db.FindArticle(id, ct);
        ifMatch.Check(article.Version);
        article.Edit(content, caller.SubjectId, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ArticleView.Of(article), article.Version);
    }
}
