using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Organisations;

[Example("""{ "name": "Aarhus", "timeZone": "Europe/Copenhagen" }""")]
internal sealed record PutBranch([StringLength(200, MinimumLength = 1)] string Name, [StringLength(64, MinimumLength = 1)] string TimeZone)
{
    public static async Task<Tagged<OrganisationView>> Handle(
        [RegularExpression("^[a-z0-9][a-z0-9-]{0,39}$")] string code, PutBranch request, IfMatch ifMatch, IdentityDb db, CancellationToken stop)
    {
        var organisation = await db.Organisations.SingleOrDefaultAsync(stop) ?? throw new NotFound("organisation");
        ifMatch.Check(organisation.Version);
        organisation.PutBranch(code, request.Name, request.TimeZone);
        await db.SaveChangesAsync(stop);
        return Tagged.Ok(OrganisationView.Of(organisation), organisation.Version);
    }
}
