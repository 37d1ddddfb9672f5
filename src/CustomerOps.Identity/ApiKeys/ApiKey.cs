using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.ApiKeys;

/// <summary>A machine's credential. Only its SHA-256 is stored: 256 random bits need no slow hash.</summary>
internal sealed class ApiKey : Aggregate
{
    public string Name { get; private init; } = "";
    public byte[] Hash { get; private init; } = [];
    public string Hint { get; private init; } = "";
    public string[] Roles { get; private init; } = [];
    public string[] Branches { get; private init; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ExpiresAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <returns>The key to store and the text to show once.</returns>
    public static (ApiKey Key, string Secret) Mint(string name, string[] roles, string[] branches, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        RuleViolation.Unless(roles.Length > 0 && roles.All(ServiceDefaults.Access.Roles.Assignable.Contains), "api-key.unknown-role", $"Roles are of {string.Join(", ", ServiceDefaults.Access.Roles.Assignable)}.", "roles");
        RuleViolation.Unless(expiresAt is null || expiresAt > now, "api-key.already-expired", "expiresAt lies in the past.", "expiresAt");
        var secret = Secret.New("cok_");
        var key = new ApiKey
        {
            Name = name, Hash = Secret.HashOf(secret), Hint = secret[..8] + "…", Roles = [.. roles.Distinct()], Branches = branches, CreatedAt = now, ExpiresAt = expiresAt,
        };
        return (key, secret);
    }

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Touch();
    }

    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
