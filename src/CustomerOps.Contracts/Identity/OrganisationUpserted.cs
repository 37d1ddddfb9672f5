namespace CustomerOps.Contracts.Identity;

/// <summary>An organisation (tenant) was created or changed.</summary>
/// <param name="TimeZone">IANA name, for example <c>Europe/Copenhagen</c>.</param>
/// <param name="Languages">BCP 47 tags, the default first.</param>
[Event("identity.organisation-upserted.v1")]
public sealed record OrganisationUpserted(
    Guid OrganisationId, string Slug, string Name, string TimeZone, IReadOnlyList<string> Languages, IReadOnlyList<BranchRecord> Branches);

/// <summary>A shop, office or call centre of an organisation.</summary>
public sealed record BranchRecord(Guid BranchId, string Code, string Name, string TimeZone);
