using CustomerOps.KnowledgeBase.Search;
using CustomerOps.Messaging.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.PersonalData;

/// <summary>Articles that lose words leave the search index with the old ones and come back with those that are left.</summary>
internal sealed class IndexAnew(KnowledgeBaseDb db) : IErasureFollower
{
    private List<Guid> _articles = [];

    public async Task Before(PersonSought person, string? words, long? since, CancellationToken ct)
    {
        if (words is null) return;
        // Languages in their order: whoever publishes at the same time holds one of them, and nobody waits in a circle.
        _articles = await db.Database.SqlQuery<Guid>($"""
            select p.article_id from publications p, core_of({words}) core
            where written_since(p.xmin, {since}) and (holds_words(p.title, {words}, core) or holds_words(p.body, {words}, core) or holds_words(p.plain_text, {words}, core) or holds_words(p.tags, {words}, core))
            order by p.language, p.article_id
            """).ToListAsync(ct);
        foreach (var article in _articles) await SearchIndex.Leave(db, article, ct);
    }

    public async Task After(CancellationToken ct)
    {
        foreach (var article in _articles) await SearchIndex.Enter(db, await db.Publications.AsNoTracking().SingleAsync(p => p.ArticleId == article, ct), ct);
    }
}
