using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

internal sealed record OwnAnswerView(int Level, ComplaintOutcome Outcome, string Text, DateTimeOffset At);

internal sealed record OwnRemedyView(RemedyKind Kind, decimal? Amount, string? Currency);

/// <summary>A complaint as whoever complained sees it: nothing of who works on it, and how.</summary>
/// <param name="TicketId">In <c>/my-tickets</c>.</param>
/// <param name="Remedies">What was agreed, once it is answered.</param>
/// <param name="ReviewUntil">So long somebody else looks at it again, if the customer wishes; null where nobody does.</param>
internal sealed record OwnComplaintView(
    Guid Id, Guid TicketId, string Category, ComplaintState State, int Level, ComplaintOutcome? Outcome, IReadOnlyList<OwnAnswerView> Answers, IReadOnlyList<OwnRemedyView> Remedies, DateTimeOffset? ReviewUntil, DateTimeOffset RegisteredAt)
{
    public static OwnComplaintView Of(Complaint c, ComplaintPolicy policy) => new(
        c.Id, c.TicketId, c.Category, c.State, c.Level, c.Outcome, [.. c.Answers.Select(a => new OwnAnswerView(a.Level, a.Outcome, a.Text, a.At))],
        c.IsOpen ? [] : [.. c.Remedies.Where(r => r.State == RemedyState.Agreed).Select(r => new OwnRemedyView(r.Kind, r.Amount, r.Currency))],
        c is { IsOpen: false, Level: 1, Answers: [.., var last] } && c.Outcome != ComplaintOutcome.Withdrawn ? last.At.AddDays(policy.ReviewDays) : null, c.RegisteredAt);
}

internal static class ListOwnComplaints
{
    /// <summary>By the address they proved to own; a key with the role customer has proved none.</summary>
    public static IQueryable<Complaint> OwnComplaints(this TicketingDb db, Caller caller)
    {
        var email = EmailAddress.Normalise(caller.Kind == "customer" ? caller.Email : null);
        var records = db.RecordsKnownBy(email);
        return db.Complaints.Where(c => email != null && records.Contains(c.CustomerId));
    }

    public static async Task<Page<OwnComplaintView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var policy = await desk.Policy(ct);
        return await db.OwnComplaints(caller).AsNoTracking().NewestFirst(limit, after, c => c.Id, c => OwnComplaintView.Of(c, policy), ct);
    }

    public static async Task<Tagged<OwnComplaintView>> One(Guid id, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var complaint = await db.OwnComplaints(caller).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        return Tagged.Ok(OwnComplaintView.Of(complaint, await desk.Policy(ct)), complaint.Version);
    }
}

internal static class ReviewOwnComplaint
{
    /// <summary>What they say stands on the ticket as their word, on the one that goes on where it opens no more.</summary>
    public static async Task<Tagged<OwnComplaintView>> Handle(Guid id, ReviewComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, CustomerWords words, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var complaint = await db.OwnComplaints(caller).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        ifMatch.Check(complaint.Version);
        var customer = await db.Customers.SingleAsync(c => c.Id == complaint.CustomerId, ct);
        var (ticket, _) = await words.Take(await db.TicketToChange(complaint.TicketId, ct), customer, request.Reason, Channel.Web, desk.Now, ct);
        await desk.LookAgain(complaint, request.Reason, ticket, Author.Of(customer), ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OwnComplaintView.Of(complaint, await desk.Policy(ct)), complaint.Version);
    }
}
