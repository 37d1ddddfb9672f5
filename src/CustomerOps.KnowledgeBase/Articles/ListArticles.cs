using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class ListArticles
{
    public static async Task<Page<ArticleSummary>> Handle(
        Choice<ArticleState>? state, string? language, Choice<ArticleType>? type, string? tag, Choice<Audience>? audience, int? limit, string? after,
        KnowledgeBaseDb db, Caller caller, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        var rows = (caller.IsAuthor() ? WorkingCopies(db) : Published(db, caller.MayRead())).AsNoTracking();
        if (state is { Value: var inState }) rows = rows.Where(r => r.State == inState);
        if (language is not null && Languages.Checked(language, "language") is { } primary) rows = rows.Where(r => r.Language == primary);
        if (type is { Value: var ofType }) rows = rows.Where(r => r.Type == ofType);
        if (tag is not null && Text.Tag(tag, "tag") is { } label) rows = rows.Where(r => r.Tags.Contains(label));
        if (audience is { Value: var forAudience }) rows = rows.Where(r => r.Audience == forAudience);
        if (Paging.Read<DateTimeOffset>(after) is var (at, id))
            rows = rows.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.CreatedAt, r.Id), ValueTuple.Create(at.ToUniversalTime(), id)));
        var page = await rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).TakePage(take).ToListAsync(ct);
        return Paging.Cut(page, take, r => (r.CreatedAt, r.Id), r => r);
    }

    private static IQueryable<ArticleSummary> WorkingCopies(KnowledgeBaseDb db) => db.Articles.Select(a => new ArticleSummary
    {
        Id = a.Id, State = a.State, Title = a.Title, Language = a.Language, Audience = a.Audience, Type = a.Type, Tags = a.Tags,
        PublishedVersion = a.State == ArticleState.Published ? a.LastVersion : null, PublishedAt = a.PublishedAt, HasUnpublishedChanges = a.Changed, CreatedAt = a.CreatedAt,
    });

    /// <summary>What was published counts, not what an author is about to change.</summary>
    private static IQueryable<ArticleSummary> Published(KnowledgeBaseDb db, Audience[] audiences) =>
        from a in db.Articles
        join p in db.Publications on a.Id equals p.ArticleId
        where audiences.Contains(p.Audience)
        select new ArticleSummary
        {
            Id = a.Id, State = a.State, Title = p.Title, Language = p.Language, Audience = p.Audience, Type = p.Type, Tags = p.Tags,
            PublishedVersion = p.Number, PublishedAt = p.PublishedAt, HasUnpublishedChanges = false, CreatedAt = a.CreatedAt,
        };
}
