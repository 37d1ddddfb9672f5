using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class WithdrawArticle
{
    public static async Task<Tagged<ArticleView>> Handle(
        Guid id, IfMatch ifMatch, KnowledgeBaseDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var article = await db.FindArticle(id, ct);
        ifMatch.Check(article.Version);
        if (article.Withdraw(caller.SubjectId, time.GetUtcNow())) await Hide(db, id, ct);
        return Tagged.Ok(ArticleView.Of(article), article.Version);
    }

    private static async Task Hide(KnowledgeBaseDb db, Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await db.Publications.Where(p => p.ArticleId == id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
