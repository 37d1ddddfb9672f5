using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Partners;

internal static class ReplaceSecret
{
    public static Task<Tagged<PartnerView>> Handle(string name, IdentityDb db, BrokerUsers broker, TimeProvider time, CancellationToken stop) =>
        db.Alone(name, async () =>
        {
            var (partner, secret) = (await db.Partner(name, stop), PartnerSecret.Generate());
            if (partner.PreviousUser is { } previous) await broker.Retire(previous, stop);
            partner.Replace(secret, time.GetUtcNow());
            await broker.Admit(partner, stop);
            await broker.Disconnect(partner.CurrentUser, stop);
            await db.SaveChangesAsync(stop);
            return Tagged.Ok(PartnerView.Of(partner, secret), partner.Version);
        }, stop);
}
