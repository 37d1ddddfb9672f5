namespace CustomerOps.Identity.ApiKeys;

/// <param name="Hint">The key's first characters, to tell keys apart.</param>
/// <param name="LastUsedAt">To a minute; null when it never was.</param>
/// <param name="PreviousUntil">How long the secret before the last rotation works.</param>
internal sealed record ApiKeyView(Guid Id, string Name, string Hint, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? PreviousUntil)
{
    public static ApiKeyView Of(ApiKey k) => new(k.Id, k.Name, k.Hint, k.Roles, k.Branches, k.CreatedAt, k.ExpiresAt, k.RevokedAt, k.LastUsedAt, k.PreviousUntil);
}

/// <param name="Key">The whole key. It cannot be shown again.</param>
internal sealed record MintedApiKey(Guid Id, string Name, string Key, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);
