using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.People;

/// <param name="Language">Of en, da, nb, sv, fi, hu.</param>
/// <param name="Roles">Of agent, senior, specialist, supervisor, manager, analyst, admin.</param>
/// <param name="Branches">Codes of the branches worked at; empty means all.</param>
[Example("""{ "name": "Freja Holm", "email": "freja.holm@nordlys.example", "language": "da", "roles": ["agent"], "branches": [] }""")]
internal sealed record PersonRequest(
    [StringLength(200, MinimumLength = 1)] string Name, [EmailAddress, StringLength(254)] string Email, [RegularExpression("^(en|da|nb|sv|fi|hu)$")] string Language,
    [MaxLength(9)] string[] Roles, [MaxLength(500)] string[]? Branches = null, bool Active = true)
{
    public async Task<string[]> KnownBranches(IdentityDb db, CancellationToken stop)
    {
        var asked = Branches ?? [];
        if (asked.Length == 0) return asked;
        var known = await db.Set<Organisations.Branch>().Where(b => asked.Contains(b.Code)).Select(b => b.Code).ToListAsync(stop);
        RuleViolation.Unless(asked.All(known.Contains), "person.unknown-branch", "A branch code is unknown.", "branches");
        return asked;
    }

    public async Task RefuseKnownEmail(IdentityDb db, Guid except, CancellationToken stop)
    {
        var email = Email.Trim().ToLowerInvariant();
        RuleViolation.Unless(!await db.People.AnyAsync(p => p.Email == email && p.Id != except, stop), "person.email-taken", "Another person has this e-mail address.", "email");
    }
}

internal sealed record PersonView(Guid Id, string Name, string Email, string Language, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches, bool Active)
{
    public static PersonView Of(Person p) => new(p.Id, p.Name, p.Email, p.Language, p.Roles, p.Branches, p.Active);
}
