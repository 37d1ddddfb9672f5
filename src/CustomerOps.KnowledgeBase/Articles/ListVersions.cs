using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class ListVersions
{
    public static async Task<Page<VersionSummary>> Handle(Guid id, int? limit, string? after, KnowledgeBaseDb db, Caller caller, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        if (!await db.Articles.AnyAsync(a => a.Id == id, ct)) throw new NotFound("article");
        var versions = db.Versions.AsNoTracking().Where(v => v.ArticleId == id);
        if (Paging.Read<int?>(after) is var (number, _)) versions = versions.Where(v => v.Number < number);
        var page = await versions.OrderByDescending(v => v.Number).TakePage(take)
            .Select(v => new VersionSummary(v.Number, v.Title, v.Language, v.Audience, v.PublishedAt, v.PublishedBy)).ToListAsync(ct);
        return Paging.Cut(page, take, v => ((int?)v.Number, id), v => v);
    }
}
