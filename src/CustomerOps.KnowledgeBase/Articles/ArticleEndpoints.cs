using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.KnowledgeBase.Articles;

internal static class ArticleEndpoints
{
    /// <summary>Those who write and publish.</summary>
    public static readonly string[] Authors = [Roles.Senior, Roles.Specialist, Roles.Supervisor, Roles.Manager, Roles.Admin];

    /// <summary>Those who see what is published; customers and partners only what is public.</summary>
    private static readonly string[] Everybody = [.. Roles.Readers, Roles.Partner, Roles.Customer];

    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var articles = api.MapGroup("/articles").For(Everybody).WithTags("Articles");
        articles.MapPost("/", DraftArticle.Handle).For(Authors).WithSummary("Write a draft");
        articles.MapGet("/", ListArticles.Handle).WithSummary("List articles, newest first: authors all of them, others what is published for them");
        articles.MapGet("/{id:guid}", GetArticle.Handle).WithSummary("Read an article with its HTML: authors the working copy, others the published text");
        articles.MapPut("/{id:guid}", EditArticle.Handle).For(Authors).WithSummary("Edit the working copy; readers see it once it is published again");
        articles.MapPut("/{id:guid}/publication", PublishArticle.Handle).For(Authors).WithSummary("Publish the working copy as a new version");
        articles.MapDelete("/{id:guid}/publication", WithdrawArticle.Handle).For(Authors).WithSummary("Withdraw the article from its readers");
        articles.MapGet("/{id:guid}/versions", ListVersions.Handle).For(Roles.Readers).WithSummary("List the versions that were published, newest first");
        articles.MapGet("/{id:guid}/versions/{number:int}", GetVersion.Handle).For(Roles.Readers).WithSummary("Read a version as it was published");
    }

    public static bool IsAuthor(this Caller caller) => caller.Is(Authors);

    /// <summary>What the caller may read of published articles.</summary>
    public static Audience[] MayRead(this Caller caller) =>
        caller.Is(Roles.Readers) || caller.Is(Roles.Service) ? [Audience.Public, Audience.Staff] : [Audience.Public];
}
