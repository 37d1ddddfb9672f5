using System.Security.Claims;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>Who asks, as the internal token says.</summary>
/// <param name="TenantId">The organisation the caller acts in.</param>
/// <param name="SubjectId">The person's or key's id.</param>
/// <param name="Kind">person, key, customer or service.</param>
/// <param name="Branches">Codes of the branches the caller is bound to; empty means all.</param>
/// <param name="SessionId">The session a person or customer signed in with; null for a key.</param>
/// <param name="Email">The address a person or customer has proved to own; null for a key.</param>
public sealed record Caller(
    Guid TenantId, Guid SubjectId, string Name, string Kind, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches, Guid? SessionId = null, string? Email = null)
{
    public bool Is(params ReadOnlySpan<string> anyOf)
    {
        foreach (var role in anyOf)
            if (Roles.Contains(role)) return true;
        return false;
    }

    public static Caller From(ClaimsPrincipal principal) => new(
        Guid.Parse(principal.FindFirstValue(TokenClaims.Tenant)!),
        Guid.Parse(principal.FindFirstValue(TokenClaims.Subject)!),
        principal.FindFirstValue(TokenClaims.Name) ?? "",
        principal.FindFirstValue(TokenClaims.Kind) ?? "",
        [.. principal.FindAll(TokenClaims.Role).Select(c => c.Value)],
        [.. principal.FindAll(TokenClaims.Branch).Select(c => c.Value)],
        principal.FindFirstValue(TokenClaims.Session) is { } session ? Guid.Parse(session) : null,
        principal.FindFirstValue(TokenClaims.Email));
}

internal static class TokenClaims
{
    public const string Tenant = "tid", Subject = "sub", Name = "name", Kind = "kind", Role = "role", Branch = "branch", Session = "sid", Email = "email";
}
