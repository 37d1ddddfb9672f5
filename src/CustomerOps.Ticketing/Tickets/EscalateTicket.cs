using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Routing;

namespace CustomerOps.Ticketing.Tickets;

[Example("""{ "tier": "senior", "reason": "The carrier disputes the delivery." }""")]
internal sealed record EscalateTicketRequest(Tier Tier, [Text(2000)] string Reason);

internal static class EscalateTicket
{
    public static async Task<Tagged<TicketView>> Handle(
        Guid id, EscalateTicketRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var now = time.Now();
        if (ticket.Escalate(request.Tier, request.Reason, Author.Of(caller), now) is { } step) db.Add(step);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
