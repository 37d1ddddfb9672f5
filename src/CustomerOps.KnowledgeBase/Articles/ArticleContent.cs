using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>What an author writes.</summary>
/// <param name="Body">Markdown; raw HTML is shown as text.</param>
/// <param name="Language">BCP 47; the language alone counts, a region is dropped.</param>
[Example("""{ "title": "Returning a parcel", "body": "## In short\nSend it back within 30 days.", "language": "en", "audience": "public", "type": "procedure", "tags": ["returns"] }""")]
internal sealed record ArticleContent(
    [Required, StringLength(200, MinimumLength = 1)] string Title,
    [Required, StringLength(100_000, MinimumLength = 1)] string Body,
    string Language,
    Audience Audience = Audience.Staff,
    ArticleType Type = ArticleType.Faq,
    [MaxLength(20)] IReadOnlyList<string>? Tags = null);

/// <summary>Who may read it once it is published.</summary>
internal enum Audience
{
    /// <summary>Everybody, customers included.</summary>
    Public,

    /// <summary>Staff only.</summary>
    Staff,
}

internal enum ArticleType
{
    Faq,
    Procedure,
    Policy,
    Campaign,
    Howto,
    Troubleshooting,
}

internal enum ArticleState
{
    /// <summary>Never published.</summary>
    Draft,

    /// <summary>A version is visible to its readers; the working copy may be ahead of it.</summary>
    Published,

    /// <summary>Was published, is visible no more.</summary>
    Withdrawn,
}
