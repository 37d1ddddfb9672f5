using System.ComponentModel.DataAnnotations;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>What an author writes.</summary>
/// <param name="Body">Markdown; raw HTML is shown as text.</param>
/// <param name="Language">BCP 47; the language alone counts, a region is dropped.</param>
public sealed record ArticleContent(
    [property: Required, StringLength(200, MinimumLength = 1)] string Title,
    [property: Required, StringLength(100_000, MinimumLength = 1)] string Body,
    [property: Required, RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$")] string Language,
    Audience Audience = Audience.Staff,
    ArticleType Type = ArticleType.Faq,
    [property: MaxLength(20)] IReadOnlyList<string>? Tags = null);

/// <summary>Who may read it once it is published.</summary>
public enum Audience
{
    /// <summary>Everybody, customers included.</summary>
    Public,

    /// <summary>Staff only.</summary>
    Staff,
}

public enum ArticleType
{
    Faq,
    Procedure,
    Policy,
    Campaign,
    Howto,
    Troubleshooting,
}

public enum ArticleState
{
    /// <summary>Never published.</summary>
    Draft,

    /// <summary>A version is visible to its readers; the working copy may be ahead of it.</summary>
    Published,

    /// <summary>Was published, is visible no more.</summary>
    Withdrawn,
}
