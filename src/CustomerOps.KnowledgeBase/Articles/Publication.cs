using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>What readers see of an article now: the newest version while it is published, with its plain text for the search.</summary>
internal sealed class Publication : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid ArticleId { get; private init; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string PlainText { get; private set; } = "";
    public string Language { get; private set; } = "";
    public Audience Audience { get; private set; }
    public ArticleType Type { get; private set; }
    public IReadOnlyList<string> Tags { get; private set; } = [];
    public DateTimeOffset PublishedAt { get; private set; }

    public static Publication Of(ArticleVersion version)
    {
        var publication = new Publication { ArticleId = version.ArticleId };
        publication.Show(version);
        return publication;
    }

    public void Show(ArticleVersion version)
    {
        (Number, Title, Body, Language) = (version.Number, version.Title, version.Body, version.Language);
        (Audience, Type, Tags, PublishedAt) = (version.Audience, version.Type, version.Tags, version.PublishedAt);
        PlainText = ArticleHtml.PlainText(version.Body);
    }
}
