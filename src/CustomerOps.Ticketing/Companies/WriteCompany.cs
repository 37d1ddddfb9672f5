using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Companies;

/// <param name="Domains">Whoever has an address there joins by it, those known already and those who come.</param>
/// <param name="ExternalId">Its number in your own books; no other company has it.</param>
[Example("""{ "name": "Fjord Shipping AS", "domains": ["fjordshipping.example"], "externalId": "C-1042", "note": "Pays by invoice, 30 days" }""")]
internal sealed record CompanyRequest([Text(200)] string Name, [Labels(Company.MostDomains, 253)] string[]? Domains = null, [Text(100)] string? ExternalId = null, [Text(4_000)] string? Note = null);

internal static class CreateCompany
{
    public static Task<Tagged<CompanyView>> Handle(CompanyRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var company = new Company(request.Name, request.ExternalId, request.Note, await db.FreeDomains(request, null, ct), caller.Name, time.Now());
        db.Add(company);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/companies/{company.Id}", CompanyView.Of(company), company.Version);
    });
}

internal static class ChangeCompany
{
    public static Task<Tagged<CompanyView>> Handle(Guid id, CompanyRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct) => db.Retry(async () =>
    {
        var company = await db.Set<Company>().Include(c => c.Domains).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("company");
        ifMatch.Check(company.Version);
        company.Describe(request.Name, request.ExternalId, request.Note, await db.FreeDomains(request, id, ct));
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CompanyView.Of(company), company.Version);
    });
}

internal static class RemoveCompany
{
    /// <summary>Its members and their tickets stay what they are.</summary>
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var company = await db.Set<Company>().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("company");
        ifMatch.Check(company.Version);
        db.Remove(company);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static partial class CompanyDomains
{
    /// <summary>The domains asked for as they are compared; where everybody gets an address, and where another company is, nobody joins one.</summary>
    public static async Task<string[]> FreeDomains(this TicketingDb db, CompanyRequest request, Guid? company, CancellationToken ct)
    {
#pragma warning disable CA1308 // Domains are written in lower case.
        string[] domains = [.. (request.Domains ?? []).Select(d => d.Trim().ToLowerInvariant())];
#pragma warning restore CA1308
        RuleViolation.Unless(Array.TrueForAll(domains, d => Whole().IsMatch(d)), "company.unreadable-domain", "A domain is what follows the @ of an address.", "domains");
        var everybodys = Array.Find(domains, PublicMail.Is);
        RuleViolation.Unless(everybodys is null, "company.public-domain", $"Anybody gets an address at {everybodys}.", "domains");
        var taken = await db.Set<CompanyDomain>().Where(d => domains.Contains(d.Domain) && d.CompanyId != company).Select(d => d.Domain).FirstOrDefaultAsync(ct);
        RuleViolation.Unless(taken is null, "company.domain-taken", $"Another company has {taken}.", "domains");
        var number = request.ExternalId?.Trim();
        RuleViolation.Unless(number is null || !await db.Set<Company>().AnyAsync(c => c.ExternalId == number && c.Id != company, ct), "company.number-taken", "Another company has this number.", "externalId");
        return domains;
    }

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\z")]
    private static partial Regex Whole();
}
