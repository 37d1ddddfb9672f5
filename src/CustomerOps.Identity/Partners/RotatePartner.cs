using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Partners;

/// <param name="OverlapHours">How long the user and secret before still work beside the new ones; to end them at once PUT /secret.</param>
[Example("""{ "overlapHours": 24 }""")]
internal sealed record RotatePartner([Range(1, 168)] int OverlapHours = 24)
{
    public static Task<Created<PartnerView>> Handle(string name, RotatePartner request, IdentityDb db, BrokerUsers broker, TimeProvider time, CancellationToken stop) =>
        db.Alone(name, async () =>
        {
            var (partner, secret) = (await db.Partner(name, stop), PartnerSecret.Generate());
            partner.Rotate(secret, TimeSpan.FromHours(request.OverlapHours), time.GetUtcNow());
            await broker.Admit(partner, stop);
            return TypedResults.Created($"/api/v1/partners/{name}", PartnerView.Of(partner, secret));
        }, stop);
}
