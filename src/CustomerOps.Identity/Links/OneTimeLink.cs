namespace CustomerOps.Identity.Links;

internal enum LinkPurpose { Password, Customer }

/// <summary>A mailed token that opens one door once, for the owner of the address. Only its hash is stored.</summary>
internal sealed class OneTimeLink
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The organisation in whose name the mail went out.</summary>
    public Guid TenantId { get; private init; }
    public byte[] TokenHash { get; private init; } = [];
    public LinkPurpose Purpose { get; private init; }
    public string Email { get; private init; } = "";

    /// <summary>Of the mail, and so of the page behind it.</summary>
    public string Language { get; private init; } = "en";
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? UsedAt { get; private set; }

    public static (OneTimeLink Link, string Token) Mint(Guid organisationId, LinkPurpose purpose, string email, string language, TimeSpan good, DateTimeOffset now)
    {
        var token = Secret.New();
        return (new OneTimeLink { TenantId = organisationId, Purpose = purpose, Email = email, Language = language, TokenHash = Secret.HashOf(token), CreatedAt = now, ExpiresAt = now + good }, token);
    }
}
