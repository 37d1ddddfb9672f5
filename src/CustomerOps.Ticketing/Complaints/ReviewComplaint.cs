using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

[Example("""{ "reason": "The customer says the courier never rang" }""")]
internal sealed record ReviewComplaintRequest([Text(2_000)] string Reason);

/// <summary>The second level: on its ticket where that opens again, else on one that goes on from it; a supervisor's or higher.</summary>
internal static class ReviewComplaint
{
    private const string Tag = "complaint-review";

    public static async Task<Tagged<ComplaintView>> Handle(
        Guid id, ReviewComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, CustomerWords words, TicketNumbers numbers, SlaRulebook rulebook, Caller caller, CancellationToken ct)
    {
        var (complaint, now) = (await db.ComplaintToChange(id, ifMatch, ct), desk.Now);
        var (ticket, opens) = await words.Hearer(await db.TicketToChange(complaint.TicketId, ct), now, ct);
        if (opens) await db.OpenAgain(ticket, now, ct);
        else
            ticket = db.Open(
                new Contact(await numbers.Next(db.Tenant.Required, ct), ticket.Customer, ticket.Channel, Origin.Contact, ticket.Subject, ticket.Language, Priority.High, Tier.Supervisor, ticket.Branch, complaint.OrderId, [Tag], ticket.Id),
                Author.Of(caller), Visibility.Internal, request.Reason, await rulebook.For(db, ct), now);
        await desk.LookAgain(complaint, request.Reason, ticket, Author.Of(caller), ct);
        return await db.Answer(complaint, ct);
    }
}
