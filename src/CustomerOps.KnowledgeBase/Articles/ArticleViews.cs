namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>An article with its text.</summary>
/// <param name="State">As the caller may know it: for readers always published.</param>
/// <param name="PublishedVersion">The version readers see, null when none.</param>
/// <param name="HasUnpublishedChanges">The text shown is ahead of the newest version; only authors see such text.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Html">The body as HTML that is safe to show.</param>
internal sealed record ArticleView(
    Guid Id, ArticleState State, string Title, string Body, string Html, string Language, Audience Audience, ArticleType Type,
    IReadOnlyList<string> Tags, int? PublishedVersion, DateTimeOffset? PublishedAt, bool HasUnpublishedChanges, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    internal static ArticleView Of(Article a) => new(
        a.Id, a.State, a.Title, a.Body, ArticleHtml.Render(a.Body), a.Language, a.Audience, a.Type, a.Tags,
        a.State == ArticleState.Published ? a.LastVersion : null, a.PublishedAt, a.Changed, a.CreatedAt, a.ChangedAt);

    internal static ArticleView Of(Publication p, DateTimeOffset createdAt) => new(
        p.ArticleId, ArticleState.Published, p.Title, p.Body, ArticleHtml.Render(p.Body), p.Language, p.Audience, p.Type, p.Tags,
        p.Number, p.PublishedAt, false, createdAt, p.PublishedAt);
}

/// <summary>An article in a list.</summary>
internal sealed record ArticleSummary
{
    public Guid Id { get; init; }
    public ArticleState State { get; init; }
    public string Title { get; init; } = "";
    public string Language { get; init; } = "";
    public Audience Audience { get; init; }
    public ArticleType Type { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public int? PublishedVersion { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public bool HasUnpublishedChanges { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A published version with its text.</summary>
internal sealed record VersionView(
    Guid ArticleId, int Number, string Title, string Body, string Html, string Language, Audience Audience, ArticleType Type,
    IReadOnlyList<string> Tags, DateTimeOffset PublishedAt, Guid PublishedBy);

/// <summary>A published version in a list.</summary>
internal sealed record VersionSummary(int Number, string Title, string Language, Audience Audience, DateTimeOffset PublishedAt, Guid PublishedBy);
