using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Escalations;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>Most of the time for what a complaint is owed has gone by. Out of date when it was done, or another time was set.</summary>
[Due("complaint-soon")]
internal sealed record ComplaintSoon(Guid ComplaintId, ComplaintDuty Duty, DateTimeOffset DueAt);

/// <summary>The time for what a complaint is owed has gone by.</summary>
[Due("complaint-late")]
internal sealed record ComplaintLate(Guid ComplaintId, ComplaintDuty Duty, DateTimeOffset DueAt);

internal sealed class WarnOfComplaint(TicketingDb db) : IDueHandler<ComplaintSoon>
{
    public async Task Handle(ComplaintSoon message, CancellationToken cancellationToken)
    {
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == message.ComplaintId, cancellationToken);
        if (complaint?.Awaits(message.Duty, message.DueAt) == true) complaint.Warn(message.Duty, await db.Tickets.SingleAsync(t => t.Id == complaint.TicketId, cancellationToken));
    }
}

/// <summary>An acknowledgement that is late goes to the supervisors, an answer to the managers; of a grave complaint one is called at once.</summary>
internal sealed class EscalateComplaint(TicketingDb db, TimeProvider time) : IDueHandler<ComplaintLate>
{
    public async Task Handle(ComplaintLate message, CancellationToken cancellationToken)
    {
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == message.ComplaintId, cancellationToken);
        if (complaint?.Awaits(message.Duty, message.DueAt) != true) return;
        var (now, ticket) = (time.Now(), await db.GoingOn(await db.TicketToChange(complaint.TicketId, cancellationToken), cancellationToken));
        complaint.Miss(message.Duty, ticket, now);
        if (ticket.State.IsDone()) return;
        var (tier, reason) = (message.Duty == ComplaintDuty.Answer ? Tier.Manager : Tier.Supervisor, $"A complaint's {Kebab<ComplaintDuty>.Of(message.Duty)} is overdue.");
        if (ticket.Tier < tier && ticket.Escalate(tier, reason, Author.System, now) is { } step) db.Add(step);
        if (message.Duty != ComplaintDuty.Answer || complaint.Severity < Severity.High || await db.Set<ManagerCall>().AnyAsync(c => c.TicketId == ticket.Id && c.State == CallState.Calling, cancellationToken)) return;
        db.CallManager(ticket, reason, Author.System, now);
    }
}
