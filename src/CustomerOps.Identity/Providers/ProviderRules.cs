using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>What an admin may enter.</summary>
internal sealed class ProviderRules(IdentityDb db, AcrossOrganisations across, TenantScope tenant, AllowedAddresses allowed)
{
    public void Accept(string issuer)
    {
        var read = Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Query.Length == 0 && !issuer.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
        RuleViolation.Unless(read && allowed.Permits(address!), "sign-in-provider.address-refused", "The issuer is an https address on the public internet, without query, name or fragment.", "issuer");
    }

    /// <summary>The domains as they are compared; throws when one is another organisation's.</summary>
    public async Task<string[]> Free(string[] asked, CancellationToken stop)
    {
        var (domains, own) = (MailDomain.Accept(asked), tenant.Required);
        await across.Look(stop);
        RuleViolation.Unless(!await db.SignInDomains.IgnoreQueryFilters().AnyAsync(d => domains.Contains(d.Domain) && d.TenantId != own, stop), "sign-in-provider.domain-taken", "One of these domains is another organisation's.", "domains");
        return domains;
    }
}
