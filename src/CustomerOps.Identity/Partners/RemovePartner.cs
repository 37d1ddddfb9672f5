using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Partners;

internal static class RemovePartner
{
    public static Task<NoContent> Handle(string name, IdentityDb db, BrokerUsers broker, CancellationToken stop) =>
        db.Alone(name, async () =>
        {
            var partner = await db.Partner(name, stop);
            await broker.Remove(partner, stop);
            partner.Leave();
            db.Remove(partner);
            return TypedResults.NoContent();
        }, stop);
}
