using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Organisations;

/// <param name="TimeZone">IANA name, for example Europe/Copenhagen.</param>
/// <param name="Languages">Of en, da, nb, sv, fi, hu; the default first.</param>
[Example("""{ "name": "Nordlys A/S", "timeZone": "Europe/Copenhagen", "languages": ["da", "en", "sv"] }""")]
internal sealed record DescribeOrganisation([StringLength(200, MinimumLength = 1)] string Name, [StringLength(64, MinimumLength = 1)] string TimeZone, [MaxLength(6)] string[] Languages)
{
    public static async Task<Tagged<OrganisationView>> Handle(DescribeOrganisation request, IfMatch ifMatch, IdentityDb db, CancellationToken stop)
    {
        var organisation = await db.Organisations.SingleOrDefaultAsync(stop) ?? throw new NotFound("organisation");
        ifMatch.Check(organisation.Version);
        organisation.Describe(request.Name, request.TimeZone, request.Languages);
        await db.SaveChangesAsync(stop);
        return Tagged.Ok(OrganisationView.Of(organisation), organisation.Version);
    }
}
