using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Partners;

internal static class RotateSecret
{
    public static Task<Tagged<PartnerView>> Handle(string name, IdentityDb db, BrokerUsers broker, Caller caller, TimeProvider time, CancellationToken stop) =>
        db.Alone(caller, name, async () =>
        {
            var (partner, secret) = (await db.Partner(name, stop), PartnerSecret.Generate());
            partner.Rotate(secret, time.GetUtcNow());
            await broker.Admit(partner, stop);
            await broker.Disconnect(partner, stop);
            await db.SaveChangesAsync(stop);
            return Tagged.Ok(PartnerView.Of(partner, secret), partner.Version);
        }, stop);
}
