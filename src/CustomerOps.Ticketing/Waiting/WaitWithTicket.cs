using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Waiting;

/// <summary>Whom a ticket waits for: the customer, or somebody else.</summary>
internal enum Waiting { Pending, OnHold }

/// <param name="PendingReason">One of GET /pending-reasons by name: the customer is reminded as it says.</param>
/// <param name="Until">When the wait ends by itself, within a year.</param>
/// <param name="Then">remind (default): it goes on with a note; close: it is solved with the reason as summary, and closed.</param>
[Example("""{ "state": "pending", "reason": "Waiting for the customer's photo." }""")]
internal sealed record WaitRequest(Waiting State, [Text(500)] string Reason, [Text(50)] string? PendingReason = null, DateTimeOffset? Until = null, WaitEnd? Then = null);

internal static class WaitWithTicket
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static async Task<Tagged<TicketView>> Handle(
        Guid id, WaitRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (now, until) = (time.Now(), Moments.Whole(request.Until));
        RuleViolation.Unless(until is null || (until > now && until <= now + Longest), "ticket.wait-until", "until is a time within the next year.", "until");
        RuleViolation.Unless(until is not null || request.Then is null, "ticket.wait-then", "then says what happens at the time that until names.", "then");
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var reason = request.PendingReason is { } name
            ? await db.Set<PendingReason>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, ct) ?? throw new RuleViolation("pending-reason.unknown", "There is no such pending reason.", "pendingReason") : null;
        ticket.Wait(request.State == Waiting.Pending ? TicketState.Pending : TicketState.OnHold, request.Reason, await rulebook.For(db, ct), now, new WaitPlan(reason, until, until is null ? null : request.Then ?? WaitEnd.Remind, Author.Of(caller)));
        db.PlanChase(ticket);
        if (ticket.WaitUntil is { } end) db.Schedule(new WaitOver(ticket.Id, end), end);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}

internal static class GoOnWithTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        ticket.GoOn(time.Now());
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
