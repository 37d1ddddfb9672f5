using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Severity">May be absent where the follow-up of a bad survey answer becomes a complaint: by how bad it was.</param>
/// <param name="Category">The subject area, a word of the organisation's; may be absent there too: <c>survey-answer</c>.</param>
/// <param name="Wants">What the customer wants.</param>
/// <param name="Cause">One of GET /complaint-causes; it may be said later.</param>
/// <param name="OrderId">The order it is about; absent at the beginning: the ticket's.</param>
/// <param name="Sku">The product it is about; where an order is known, one of its.</param>
/// <param name="OwnerId">Whose it is; absent: whoever has the ticket.</param>
[Example("""{ "severity": "high", "category": "delivery", "wants": "The money back and an apology" }""")]
internal sealed record ComplaintRequest(
    Severity? Severity = null, [RegularExpression(PutQueue.NamePattern), MaxLength(50)] string? Category = null, [Text(2_000)] string? Wants = null, [Text(50)] string? Cause = null,
    Guid? OrderId = null, [Text(100)] string? Sku = null, Guid? OwnerId = null)
{
    private const string OfSurvey = "survey-answer";

    public async Task<ComplaintFacts> Read(TicketingDb db, Ticket ticket, CancellationToken ct, Complaint? before = null)
    {
        var (ofAnswer, orderId) = (before is null && ticket.SurveyResponseId is not null, OrderId ?? (before is null ? ticket.OrderId : null));
        var severity = Severity ?? (ofAnswer ? ticket.Priority == Priority.Urgent ? Complaints.Severity.High : Complaints.Severity.Medium : throw new RuleViolation("complaint.severity-missing", "Say how grave it is.", "severity"));
        var category = Category ?? (ofAnswer ? OfSurvey : throw new RuleViolation("complaint.category-missing", "Say what area it is of.", "category"));
        RuleViolation.Unless(Cause is null || Cause == before?.Cause || await db.Set<ComplaintCause>().AnyAsync(c => c.Name == Cause && c.RetiredAt == null, ct), "complaint.cause-unknown", "There is no such cause; GET /complaint-causes lists them.", "cause");
        RuleViolation.Unless(orderId is not { } about || await db.HasOrder(ticket.CustomerId, about, ct), "complaint.order-unknown", "The customer has no such order.", "orderId");
        RuleViolation.Unless(OwnerId is null || await db.WorksHere(OwnerId, ct), "ticket.person-unknown", "Nobody of that id works here.", "ownerId");
        if (Sku is not null && orderId is { } order)
            RuleViolation.Unless((await db.Orders.AsNoTracking().SingleAsync(o => o.Id == order, ct)).Lines.Exists(l => l.Sku == Sku), "complaint.sku-unknown", "The order has no such product.", "sku");
        return new(severity, category, Wants, Cause, orderId, Sku, OwnerId);
    }
}

internal static class RegisterComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, ComplaintRequest request, TicketingDb db, ComplaintDesk desk, Caller caller, CancellationToken ct)
    {
        var complaint = await db.Retry(async () =>
        {
            var (now, ticket) = (desk.Now, await db.TicketToChange(id, ct));
            RuleViolation.Unless(await db.Complaints.CountAsync(c => c.TicketId == id, ct) < Complaint.MostOnOneTicket, "complaint.too-many", $"A ticket has at most {Complaint.MostOnOneTicket} complaints.");
            RuleViolation.Unless(ticket.SurveyResponseId is not { } answer || !await db.Complaints.AnyAsync(c => c.SurveyResponseId == answer, ct), "complaint.survey-answer-taken", "This survey answer is a complaint already.");
            var facts = await request.Read(db, ticket, ct);
            var registered = new Complaint(ticket, facts, await desk.RulesFor(null, ticket, facts, now, ct), Author.Of(caller), now);
            db.Add(registered);
            desk.PlanAlarms(registered, await desk.Policy(ct), await desk.Hours(ct));
            await db.SaveChangesAsync(ct);
            return registered;
        });
        return Tagged.Created($"/api/v1/complaints/{complaint.Id}", ComplaintView.Of(complaint), complaint.Version);
    }
}

internal static class ChangeComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, ComplaintRequest request, IfMatch ifMatch, TicketingDb db, ComplaintDesk desk, CancellationToken ct)
    {
        var complaint = await db.ComplaintToChange(id, ifMatch, ct);
        var ticket = await db.TicketToChange(complaint.TicketId, ct);
        var facts = await request.Read(db, ticket, ct, complaint);
        if (complaint.Change(facts, await desk.RulesFor(complaint.Id, ticket, facts, complaint.RegisteredAt, ct))) desk.PlanAlarms(complaint, await desk.Policy(ct), await desk.Hours(ct));
        return await db.Answer(complaint, ct);
    }
}
