using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.ApiKeys;

/// <summary>A machine's credential. Only its SHA-256 is stored: 256 random bits need no slow hash.</summary>
internal sealed class ApiKey : Aggregate
{
    private const string Prefix = "cok_";
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    public string Name { get; private init; } = "";
    public byte[] Hash { get; private set; } = [];
    public string Hint { get; private set; } = "";
    public string[] Roles { get; private init; } = [];
    public string[] Branches { get; private init; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ExpiresAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>The secret before the current one, which works beside it until <see cref="PreviousUntil"/>.</summary>
    public byte[]? PreviousHash { get; private set; }
    public DateTimeOffset? PreviousUntil { get; private set; }

    /// <returns>The key to store and the text to show once.</returns>
    public static (ApiKey Key, string Secret) Mint(string name, string[] roles, string[] branches, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        RuleViolation.Unless(roles.Length > 0 && roles.All(ServiceDefaults.Access.Roles.Assignable.Contains), "api-key.unknown-role", $"Roles are of {string.Join(", ", ServiceDefaults.Access.Roles.Assignable)}.", "roles");
        RuleViolation.Unless(expiresAt is null || expiresAt > now, "api-key.already-expired", "expiresAt lies in the past.", "expiresAt");
        var secret = Secret.New(Prefix);
        var key = new ApiKey
        {
            Name = name, Hash = Secret.HashOf(secret), Hint = HintOf(secret), Roles = [.. roles.Distinct()], Branches = branches, CreatedAt = now, ExpiresAt = expiresAt,
        };
        return (key, secret);
    }

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Touch();
    }

    /// <summary>A new secret under the same id, name and roles; the one before works for <paramref name="overlap"/> more, one still older no longer.</summary>
    /// <returns>The text to show once.</returns>
    public string Rotate(TimeSpan overlap, DateTimeOffset now)
    {
        RuleViolation.Unless(IsValid(now), "api-key.not-valid", "The key is revoked or has expired; mint another.");
        var secret = Secret.New(Prefix);
        (PreviousHash, PreviousUntil) = (overlap > TimeSpan.Zero ? Hash : null, overlap > TimeSpan.Zero ? now + overlap : null);
        (Hash, Hint) = (Secret.HashOf(secret), HintOf(secret));
        Touch();
        return secret;
    }

    /// <summary>Whether the secret with this hash opens anything now.</summary>
    public bool Opens(byte[] hash, DateTimeOffset now) => IsValid(now) && (Hash.AsSpan().SequenceEqual(hash) || PreviousUntil > now);

    /// <summary>Use is written down at most once a minute.</summary>
    public bool UseIsToBeNoted(DateTimeOffset now) => LastUsedAt is not { } last || now - last >= NoteUseEvery;

    private bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    private static string HintOf(string secret) => secret[..8] + "…";
}
