using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Partners;

/// <param name="Subscriptions">Event types, for example ticketing.ticket-solved.v1.</param>
[Example("""{ "subscriptions": ["ticketing.ticket-created.v1", "ticketing.ticket-solved.v1", "survey.survey-answered.v1"] }""")]
internal sealed record PutPartner([MaxLength(100)] string[] Subscriptions)
{
    public static Task<Tagged<PartnerView>> Handle(
        [RegularExpression(PartnerBook.NamePattern)] string name, PutPartner request, IdentityDb db, BrokerUsers broker, HttpContext http, TimeProvider time, CancellationToken stop) =>
        db.Alone(name, async () =>
        {
            var known = await db.Partners.SingleOrDefaultAsync(p => p.Name == name, stop);
            var secret = known is null ? PartnerSecret.Generate() : null;
            if (known is null && http.Request.Headers.IfMatch.Count > 0) throw new Stale(0);
            if (known is not null && !known.Subscriptions.ToHashSet().SetEquals(request.Subscriptions))
            {
                (await IfMatch.BindAsync(http)).Check(known.Version);
                known.Subscribe(request.Subscriptions);
            }

            var partner = known ?? Partner.Admit(await db.Organisations.SingleAsync(stop), name, secret!, request.Subscriptions, time.GetUtcNow());
            if (known is null) db.Add(partner);
            // Also when nothing changed: a repeat puts right what a broker lost or an earlier try left half done.
            await broker.Admit(partner, stop);
            await db.SaveChangesAsync(stop);
            return secret is null ? Tagged.Ok(PartnerView.Of(partner), partner.Version) : Tagged.Created($"/api/v1/partners/{name}", PartnerView.Of(partner, secret), partner.Version);
        }, stop);
}
