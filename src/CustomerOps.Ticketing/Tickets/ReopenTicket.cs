using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

internal static class ReopenTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var (now, wasSolved) = (time.Now(), ticket.State == TicketState.Solved);
        ticket.Reopen(await rulebook.For(db, ct), now);
        db.PlanCheck(ticket, ticket.PlanCheck());
        if (wasSolved && ticket.AssigneeId is null) db.Route(ticket, now);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
