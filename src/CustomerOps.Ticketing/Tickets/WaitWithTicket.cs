using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Whom a ticket waits for: the customer, or somebody else.</summary>
internal enum Waiting { Pending, OnHold }

[Example("""{ "state": "pending", "reason": "Waiting for the customer's photo." }""")]
internal sealed record WaitRequest(Waiting State, [Text(500)] string Reason);

internal static class WaitWithTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, WaitRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        ticket.Wait(request.State == Waiting.Pending ? TicketState.Pending : TicketState.OnHold, request.Reason, await rulebook.For(db, ct), time.Now());
        db.PlanCheck(ticket, ticket.PlanCheck());
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}

internal static class GoOnWithTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        ticket.GoOn(await rulebook.For(db, ct), time.Now());
        db.PlanCheck(ticket, ticket.PlanCheck());
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
