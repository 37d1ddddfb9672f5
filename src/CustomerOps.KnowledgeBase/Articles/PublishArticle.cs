using CustomerOps.KnowledgeBase.Search;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class PublishArticle
{
    public static async Task<Tagged<ArticleView>> Handle(
        Guid id, IfMatch ifMatch, KnowledgeBaseDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var article = await db.FindArticle(id, ct);
        ifMatch.Check(article.Version);
        if (article.Publish(caller.SubjectId, time.GetUtcNow()) is { } version) await Show(db, version, ct);
        return Tagged.Ok(ArticleView.Of(article), article.Version);
    }

    /// <summary>Version, publication, search index and event in one transaction: it is found as soon as it is published.</summary>
    internal static async Task Show(KnowledgeBaseDb db, ArticleVersion version, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var publication = await db.Publications.SingleOrDefaultAsync(p => p.ArticleId == version.ArticleId, ct);
        if (publication is null) db.Add(publication = Publication.Of(version));
        else
        {
            await SearchIndex.Leave(db, version.ArticleId, ct);
            publication.Show(version);
        }

        db.Add(version);
        await db.SaveChangesAsync(ct);
        await SearchIndex.Enter(db, publication, ct);
        await transaction.CommitAsync(ct);
    }
}
