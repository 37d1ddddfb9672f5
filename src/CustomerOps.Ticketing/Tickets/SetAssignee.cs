using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Routing;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>One of the two.</summary>
/// <param name="OverCapacity">Although they have as many as they may have; for leads.</param>
/// <param name="Queue">A queue's name: front-line, seniors, specialists, supervisors, managers or one of the organisation's own.</param>
[Example("""{ "queue": "seniors" }""")]
internal sealed record SetAssigneeRequest(Guid? PersonId = null, [Text(50)] string? Queue = null, bool OverCapacity = false);

internal static class SetAssignee
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, SetAssigneeRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.PersonId is null != request.Queue is null, "ticket.assignee", "Name a person or a queue.", "personId");
        RuleViolation.Unless(request.Queue is null || await db.HasQueue(request.Queue, ct), "ticket.queue-unknown", "There is no such queue; GET /queues lists them.", "queue");
        RuleViolation.Unless(!request.OverCapacity || caller.Is(Roles.Leads), "ticket.over-capacity", "Only those who lead others go beyond a limit.", "overCapacity");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var now = time.Now();
        if (request.PersonId is { } personId)
        {
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.Active, ct)
                ?? throw new RuleViolation("ticket.person-unknown", "Nobody of that id works here.", "personId");
            await db.MayBeGiven(ticket, person, request.OverCapacity, ct);
            ticket.AssignTo(person.Id, person.Name, now);
        }
        else ticket.MoveTo(request.Queue!, now);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
