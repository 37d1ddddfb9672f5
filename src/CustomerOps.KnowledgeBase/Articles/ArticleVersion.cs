using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>What was published, word for word; never changed afterwards (the database grants neither update nor delete).</summary>
internal sealed class ArticleVersion : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid ArticleId { get; private init; }
    public int Number { get; private init; }
    public string Title { get; private init; } = "";
    public string Body { get; private init; } = "";
    public string Language { get; private init; } = "";
    public Audience Audience { get; private init; }
    public ArticleType Type { get; private init; }
    public IReadOnlyList<string> Tags { get; private init; } = [];
    public DateTimeOffset PublishedAt { get; private init; }
    public Guid PublishedBy { get; private init; }

    public static ArticleVersion Of(Article article, Guid by, DateTimeOffset now) => new()
    {
        ArticleId = article.Id, Number = article.LastVersion, Title = article.Title, Body = article.Body, Language = article.Language,
        Audience = article.Audience, Type = article.Type, Tags = article.Tags, PublishedAt = now, PublishedBy = by,
    };
}
