using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class GetVersion
{
    public static async Task<Tagged<VersionView>> Handle(Guid id, int number, KnowledgeBaseDb db, CancellationToken ct)
    {
        var v = await db.Versions.AsNoTracking().SingleOrDefaultAsync(v => v.ArticleId == id && v.Number == number, ct) ?? throw new NotFound("article version");
        var view = new VersionView(
            v.ArticleId, v.Number, v.Title, v.Body, ArticleHtml.Render(v.Body), v.Language, v.Audience, v.Type, v.Tags, v.PublishedAt, v.PublishedBy);
        return Tagged.Ok(view, number);
    }
}
