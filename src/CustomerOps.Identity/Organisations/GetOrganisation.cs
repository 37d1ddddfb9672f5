using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Organisations;

internal static class GetOrganisation
{
    public static async Task<Tagged<OrganisationView>> Handle(IdentityDb db, CancellationToken stop)
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(stop) ?? throw new NotFound("organisation");
        return Tagged.Ok(OrganisationView.Of(organisation), organisation.Version);
    }
}
