namespace CustomerOps.Contracts.KnowledgeBase;

/// <summary>A version of an article became visible to its readers.</summary>
[Event("knowledge-base.article-published.v1")]
public sealed record ArticlePublished(Guid ArticleId, int Version, string Language, string Title, Guid PublishedBy, DateTimeOffset PublishedAt);

/// <summary>An article was withdrawn and is found no more.</summary>
[Event("knowledge-base.article-withdrawn.v1")]
public sealed record ArticleWithdrawn(Guid ArticleId, string Language, Guid WithdrawnBy, DateTimeOffset WithdrawnAt);

/// <summary>A customer read a public article; told once for each sitting of half an hour.</summary>
/// <param name="CustomerId">Ticketing's record of the customer; null where only the address is known.</param>
/// <param name="TicketId">What it was read for, where that was said.</param>
/// <param name="Source"><c>help-centre</c>, <c>search</c>, <c>mail</c>, <c>chat</c>, <c>phone</c>, <c>store</c> or <c>app</c>.</param>
[Event("knowledge-base.article-read.v1")]
public sealed record ArticleRead(
    Guid ReadingId, Guid ArticleId, int Version, string Language, string Title, Guid? CustomerId, string? CustomerEmail, Guid? TicketId, string Source, DateTimeOffset ReadAt);
