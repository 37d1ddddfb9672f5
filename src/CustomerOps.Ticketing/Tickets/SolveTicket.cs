using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

[Example("""{ "summary": "A second parcel was sent." }""")]
internal sealed record SolveTicketRequest([Text(4000)] string Summary);

internal static class SolveTicket
{
    public static async Task<Tagged<TicketView>> Handle(
        Guid id, SolveTicketRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var takesIt = ticket.AssigneeId is null && await db.People.AnyAsync(p => p.Id == caller.SubjectId && p.Active, ct);
        var now = time.Now();
        if (ticket.Solve(request.Summary, Author.Of(caller), takesIt, now)) db.Schedule(new CloseTicket(ticket.Id, now), now + Ticket.ClosesAfter);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
