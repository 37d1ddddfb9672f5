using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class ListArticles
{
    public static async Task<Page<ArticleSummary>> Handle(
        ArticleState? state, string? language, ArticleType? type, string? tag, Audience? audience, int? limit, string? after,
        KnowledgeBaseDb db, Caller caller, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        var rows = (caller.IsAuthor() ? WorkingCopies(db) : Published(db, caller.MayRead())).AsNoTracking();
        if (state is not null) rows = rows.Where(r => r.State == state);
        if (language is not null) rows = rows.Where(r => r.Language == Languages.Primary(language));
        if (type is not null) rows = rows.Where(r => r.Type == type);
        if (tag is not null) rows = rows.Where(r => r.Tags.Contains(tag));
        if (audience is not null) rows = rows.Where(r => r.Audience == audience);
        if (Paging.Read<DateTimeOffset>(after) is var (at, id))
            rows = rows.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.CreatedAt, r.Id), ValueTuple.Create(at, id)));
        var page = await rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Take(take + 1).ToListAsync(ct);
        return Paging.Cut(page, take, r => (r.CreatedAt, r.Id), r => r);
    }

    private static IQueryable<ArticleSummary> WorkingCopies(KnowledgeBaseDb db) => db.Articles.Select(a => new ArticleSummary(
        a.Id, a.State, a.Title, a.Language, a.Audience, a.Type, a.Tags,
        a.State == ArticleState.Published ? a.LastVersion : null, a.PublishedAt, a.Changed, a.CreatedAt));

    /// <summary>What was published counts, not what an author is about to change.</summary>
    private static IQueryable<ArticleSummary> Published(KnowledgeBaseDb db, Audience[] audiences) =>
        from a in db.Articles
        join p in db.Publications on a.Id equals p.ArticleId
        where audiences.Contains(p.Audience)
        select new ArticleSummary(a.Id, a.State, p.Title, p.Language, p.Audience, p.Type, p.Tags, p.Number, p.PublishedAt, false, a.CreatedAt);
}
