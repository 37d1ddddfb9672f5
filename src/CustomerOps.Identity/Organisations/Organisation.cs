using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Organisations;

/// <summary>A tenant: who works here, in which branches, in which languages and time zone.</summary>
internal sealed class Organisation : Aggregate
{
    private readonly List<Branch> _branches = [];

    public string Slug { get; private init; } = "";
    public string Name { get; private set; } = "";
    public string TimeZone { get; private set; } = "";
    public string[] Languages { get; private set; } = [];
    public IReadOnlyList<Branch> Branches => _branches;

    public static Organisation Found(string slug, string name, string timeZone, string[] languages)
    {
        var organisation = new Organisation { Slug = slug };
        organisation.TenantId = organisation.Id;
        organisation.Describe(name, timeZone, languages);
        return organisation;
    }

    public void Describe(string name, string timeZone, string[] languages)
    {
        KnownTimeZone(timeZone);
        RuleViolation.Unless(languages.Length > 0 && languages.All(SupportedLanguages.Contains), "organisation.unknown-language", $"Languages are of {string.Join(", ", SupportedLanguages)}.", "languages");
        (Name, TimeZone, Languages) = (name, timeZone, languages);
        Tell();
    }

    /// <summary>Adds the branch or renames the one with this code.</summary>
    public Branch PutBranch(string code, string name, string timeZone)
    {
        KnownTimeZone(timeZone);
        var branch = _branches.Find(b => b.Code == code);
        if (branch is null) _branches.Add(branch = new Branch { OrganisationId = Id, Code = code });
        (branch.Name, branch.TimeZone) = (name, timeZone);
        Tell();
        return branch;
    }

    private void Tell() => Raise(new OrganisationUpserted(Id, Slug, Name, TimeZone, Languages, [.. _branches.Select(b => new BranchRecord(b.Id, b.Code, b.Name, b.TimeZone))]));

    private static void KnownTimeZone(string id) =>
        RuleViolation.Unless(TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId, "organisation.unknown-time-zone", $"{id} is not an IANA time zone.", "timeZone");

    internal static readonly string[] SupportedLanguages = ["en", "da", "nb", "sv", "fi", "hu"];
}

/// <summary>A shop, office or call centre.</summary>
internal sealed class Branch : ITenantOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid OrganisationId { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; set; } = "";
    public string TimeZone { get; set; } = "";
}
