namespace CustomerOps.Contracts.KnowledgeBase;

/// <summary>A version of an article became visible to its readers.</summary>
[Event("knowledge-base.article-published.v1")]
public sealed record ArticlePublished(Guid ArticleId, int Version, string Language, string Title, Guid PublishedBy, DateTimeOffset PublishedAt);

/// <summary>An article was withdrawn and is found no more.</summary>
[Event("knowledge-base.article-withdrawn.v1")]
public sealed record ArticleWithdrawn(Guid ArticleId, string Language, Guid WithdrawnBy, DateTimeOffset WithdrawnAt);
