using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

/// <param name="Sku">What would be bought: an order with it within 90 days wins the opportunity by itself.</param>
/// <param name="Expected">What it may bring, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
[Example("""{ "kind": "cross-sell", "title": "Needs bulbs for the lamps, twice a year", "sku": "BULB-12", "expected": 49.50, "currency": "EUR", "campaign": "autumn-light" }""")]
internal sealed record NoteOpportunityRequest(
    OpportunityKind Kind, [Text(200)] string Title, [Text(2_000)] string? Note = null, [Text(100)] string? Sku = null, [Text(100)] string? Campaign = null,
    [Range(typeof(decimal), "0", "9999999999")] decimal? Expected = null, [RegularExpression("^[A-Z]{3}$")] string? Currency = null);

internal static class NoteOpportunity
{
    public static async Task<Tagged<OpportunityView>> Handle(Guid id, NoteOpportunityRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.Expected is null || request.Currency is not null, "opportunity.no-currency", "An amount has a currency.", "currency");
        var ticket = await db.TicketToChange(id, ct);
        RuleViolation.Unless(await db.Set<Opportunity>().CountAsync(o => o.TicketId == id, ct) < Opportunity.MostOnOneTicket, "opportunity.too-many", $"A ticket has at most {Opportunity.MostOnOneTicket} opportunities.");
        var noted = new Opportunity(ticket, new(request.Kind, request.Title, request.Note, request.Sku, request.Campaign, request.Expected, request.Currency), Author.Of(caller), time.Now());
        db.Add(noted);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/opportunities/{noted.Id}", (await db.Shown([noted], caller, ct))[0], noted.Version);
    }
}

/// <param name="PersonId">Who takes it up, of sales or another department; absent: whoever is first.</param>
[Example("""{ "personId": "0199a6f2-7b1e-7c1a-9d53-0a3c5b8f1e21" }""")]
internal sealed record HandOverRequest(Guid? PersonId = null);

internal static class HandOverOpportunity
{
    public static async Task<Tagged<OpportunityView>> Handle(Guid id, HandOverRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var opportunity = await db.OpportunityToChange(id, ifMatch, caller, ct);
        RuleViolation.Unless(request.PersonId is null || await db.WorksHere(request.PersonId, ct), "opportunity.person-unknown", "Nobody of that id works here.", "personId");
        RuleViolation.Unless((await db.WithOpenComplaint([opportunity.CustomerId], ct)).Count == 0, "opportunity.suppressed", "The customer has an open complaint: nobody offers them anything before it is at its end.");
        RuleViolation.Unless(await MayBeOffered(db, opportunity.CustomerId, ct), "opportunity.no-consent", "The customer said no to offers on every way they could be reached by.");
        opportunity.HandOver(request.PersonId, Author.Of(caller), time.Now());
        return await db.Answer(opportunity, caller, ct);
    }

    private static async Task<bool> MayBeOffered(TicketingDb db, Guid customerId, CancellationToken ct)
    {
        foreach (var channel in Enum.GetValues<ConsentChannel>())
            if (await db.Allows(customerId, ConsentPurpose.Marketing, channel, unsaid: true, ct)) return true;
        return false;
    }
}
