using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Partners;

internal static class GetPartner
{
    public static async Task<Tagged<PartnerView>> Handle(string name, IdentityDb db, CancellationToken stop)
    {
        var partner = await db.Partner(name, stop);
        return Tagged.Ok(PartnerView.Of(partner), partner.Version);
    }
}
