using CustomerOps.KnowledgeBase.Readings;
using CustomerOps.KnowledgeBase.Search;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class ArticleEndpoints
{
    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var articles = api.MapGroup("/articles").For(Readership.Everybody).WithTags("Articles");
        articles.MapPost("/", DraftArticle.Handle).For(Readership.Authors).WithSummary("Write a draft");
        articles.MapGet("/", ListArticles.Handle).WithSummary("List articles, newest first: authors all of them, others what is published for them");
        articles.MapGet("/search", SearchArticles.Handle).WithSummary("Find published articles by words, in one language or all, best first");
        articles.MapGet("/{id:guid}", GetArticle.Handle).WithSummary("Read an article with its HTML: authors the working copy, others the published text");
        articles.MapPut("/{id:guid}", EditArticle.Handle).For(Readership.Authors).WithSummary("Edit the working copy; readers see it once it is published again");
        articles.MapPut("/{id:guid}/publication", PublishArticle.Handle).For(Readership.Authors).WithSummary("Publish the working copy as a new version");
        articles.MapDelete("/{id:guid}/publication", WithdrawArticle.Handle).For(Readership.Authors).WithSummary("Withdraw the article from its readers");
        articles.MapGet("/{id:guid}/versions", ListVersions.Handle).For(Roles.Readers).WithSummary("List the versions that were published, newest first");
        articles.MapGet("/{id:guid}/versions/{number:int}", GetVersion.Handle).For(Roles.Readers).WithSummary("Read a version as it was published");
        articles.MapPost("/{id:guid}/readings", TakeReading.Handle).For(Readership.Witnesses).WithSummary("A customer read this public article; again within half an hour is the same reading");
        articles.MapGet("/{id:guid}/readings", ListReadings.Handle).For(Roles.Readers).WithSummary("Which customers read the article, where and what for, newest first");
    }
}
