namespace CustomerOps.Identity.ApiKeys;

/// <param name="Hint">The key's first characters, to tell keys apart.</param>
internal sealed record ApiKeyView(Guid Id, string Name, string Hint, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static ApiKeyView Of(ApiKey k) => new(k.Id, k.Name, k.Hint, k.Roles, k.Branches, k.CreatedAt, k.ExpiresAt, k.RevokedAt);
}

/// <param name="Key">The whole key. It cannot be shown again.</param>
internal sealed record MintedApiKey(Guid Id, string Name, string Key, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);
