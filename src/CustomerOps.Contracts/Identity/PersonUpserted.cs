namespace CustomerOps.Contracts.Identity;

/// <summary>A member of staff was created or changed.</summary>
/// <param name="Roles">Of agent, senior, specialist, supervisor, manager, analyst, admin.</param>
/// <param name="Branches">Codes of the branches the person works at.</param>
[Event("identity.person-upserted.v1")]
public sealed record PersonUpserted(
    Guid PersonId, string Name, string Email, string Language, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches, bool Active);
