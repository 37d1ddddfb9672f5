using CustomerOps.KnowledgeBase.Search;
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
        if (await db.Publications.SingleOrDefaultAsync(p => p.ArticleId == id, ct) is { } seen)
        {
            article.Withdraw(seen, caller.SubjectId, time.GetUtcNow());
            await Hide(db, seen, ct);
        }

        return Tagged.Ok(ArticleView.Of(article), article.Version);
    }

    private static async Task Hide(KnowledgeBaseDb db, Publication seen, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SearchIndex.Leave(db, seen.ArticleId, ct);
        db.Remove(seen);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
