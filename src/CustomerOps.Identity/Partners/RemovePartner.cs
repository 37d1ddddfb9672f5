using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Partners;

internal static class RemovePartner
{
    public static Task<NoContent> Handle(string name, IdentityDb db, BrokerUsers broker, Caller caller, CancellationToken stop) =>
        db.Alone(caller, name, async () =>
        {
            var partner = await db.Partner(name, stop);
            await broker.Remove(partner, stop);
            partner.Leave();
            db.Remove(partner);
            return TypedResults.NoContent();
        }, stop);
}
