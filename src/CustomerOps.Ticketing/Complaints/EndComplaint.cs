using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

[Example("""{ "reason": "The parcel came while she was on the phone" }""")]
internal sealed record WithdrawComplaintRequest([Text(2_000)] string Reason);

internal static class WithdrawComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, WithdrawComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        complaint.Withdraw(request.Reason, await db.TicketToChange(complaint.TicketId, ct), desk.Now);
        return await db.Answer(complaint, ct);
    }
}

internal static class CloseComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        complaint.Close(await db.TicketToChange(complaint.TicketId, ct), desk.Now);
        return await db.Answer(complaint, ct);
    }
}

/// <summary>An answered complaint's last day. Out of date when it was taken up again.</summary>
[Due("complaint-left")]
internal sealed record ComplaintLeft(Guid ComplaintId, int Level);

internal sealed class EndComplaintLeft(TicketingDb db, TimeProvider time) : IDueHandler<ComplaintLeft>
{
    public async Task Handle(ComplaintLeft message, CancellationToken cancellationToken)
    {
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == message.ComplaintId, cancellationToken);
        if (complaint?.Level == message.Level) complaint.Expire(await db.TicketToChange(complaint.TicketId, cancellationToken), time.Now());
    }
}

/// <summary>A ticket stayed solved: what was answered on it is at its end, where its cause is known. Else somebody is told, and it ends by itself later.</summary>
internal sealed class CloseComplaints(TicketingDb db, TimeProvider time) : IEventHandler<TicketClosed>
{
    public async Task Handle(TicketClosed told, EventFacts facts, CancellationToken cancellationToken)
    {
        var thread = db.ThreadOf(told.TicketId);
        var answered = await db.Complaints.Where(c => thread.Contains(c.TicketId) && c.State == ComplaintState.Answered).ToListAsync(cancellationToken);
        foreach (var complaint in answered)
        {
            var (ticket, now) = (await db.TicketToChange(complaint.TicketId, cancellationToken), time.Now());
            if (complaint.Cause is not null)
            {
                complaint.Close(ticket, now);
                continue;
            }

            var until = complaint.EndsBy(await db.ComplaintPolicy(cancellationToken), now);
            complaint.MissCause(ticket, until);
            db.Schedule(new ComplaintLeft(complaint.Id, complaint.Level), until);
        }
    }
}
