using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Message">What the customer reads on the ticket; absent where they were told otherwise.</param>
[Example("""{ "message": "We have your complaint and look into it. You hear from us by Friday." }""")]
internal sealed record AcknowledgeComplaintRequest([Text(20_000)] string? Message = null);

internal static class AcknowledgeComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, AcknowledgeComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        if (complaint.Acknowledge(desk.Now) && request.Message is { } message) await db.Say(complaint, message, caller, desk.Now, ct);
        return await db.Answer(complaint, ct);
    }

    /// <summary>In public, on the ticket that goes on: so it leaves by mail as every reply does.</summary>
    internal static async Task Say(this TicketingDb db, Complaint complaint, string words, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        var ticket = await db.GoingOn(await db.TicketToChange(complaint.TicketId, ct), ct);
        await db.MustHaveRead(ticket.CustomerId, caller.SubjectId, now);
        db.Add(ticket.Say(Author.Of(caller), Visibility.Public, words, now));
    }
}

internal static class InvestigateComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        complaint.Investigate();
        return await db.Answer(complaint, ct);
    }
}

/// <param name="Answer">What the customer reads on the ticket.</param>
[Example("""{ "outcome": "upheld", "answer": "You are right, and we are sorry. The money is on its way to you." }""")]
internal sealed record AnswerComplaintRequest(ComplaintOutcome Outcome, [Text(20_000)] string Answer);

internal static class AnswerComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, AnswerComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var (complaint, now) = (await db.ComplaintToChange(id, ifMatch, ct), desk.Now);
        await db.RemediesHold(complaint, ct);
        if (complaint.Answer(request.Outcome, request.Answer, await db.TicketToChange(complaint.TicketId, ct), Author.Of(caller), now)) await db.Say(complaint, request.Answer, caller, now, ct);
        return await db.Answer(complaint, ct);
    }
}
