using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.SideConversations;

/// <summary>With a queue, an address outside, or people: at least one of them, not both of the first two.</summary>
/// <param name="People">Invited by name; who is of another department (role colleague) sees this conversation and nothing of the ticket.</param>
[Example("""{ "subject": "Is lamp LAMP-7 in stock?", "body": "A customer waits for two of them.", "email": "stock@supplier.example", "name": "Supplier" }""")]
internal sealed record StartSideConversationRequest(
    [Text(200)] string Subject, [Text(50_000)] string Body, [Text(50)] string? Queue = null, [EmailAddress, Text(254)] string? Email = null, [Text(200)] string? Name = null, [MaxLength(20)] Guid[]? People = null);

internal static class StartSideConversation
{
    private const int MostOnOneTicket = 50;

    public static async Task<Tagged<SideConversationView>> Handle(
        Guid id, StartSideConversationRequest request, TicketingDb db, SideMails mails, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.Queue is null || request.Email is null, "side-conversation.whom", "Name a queue or an address, not both.", "email");
        RuleViolation.Unless(request.Queue is not null || request.Email is not null || request.People is { Length: > 0 }, "side-conversation.whom", "Name a queue, an address or people.", "people");
        RuleViolation.Unless(request.Queue is null || await db.HasQueue(request.Queue, ct), "ticket.queue-unknown", "There is no such queue; GET /queues lists them.", "queue");
        var ticket = await db.TicketToChange(id, ct);
        ticket.MayBeAnswered();
        var email = EmailAddress.Normalise(request.Email);
        RuleViolation.Unless(email is null || email != ticket.Customer.Email, "side-conversation.customer", "That is the customer's own address; answer them on the ticket.", "email");
        RuleViolation.Unless(await db.Sides.CountAsync(s => s.TicketId == id, ct) < MostOnOneTicket, "side-conversation.too-many", $"A ticket has at most {MostOnOneTicket} side conversations.");
        var side = new SideConversation(ticket, request.Subject, request.Queue, email, request.Name, Author.Of(caller), time.Now());
        db.Add(side);
        await db.Invite(side, request.People ?? [], ct);
        var said = side.Say(SideAuthor.Staff, caller.SubjectId, caller.Name, request.Body, null, time.Now());
        db.Add(said);
        await mails.Send(side, said, ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/side-conversations/{side.Id}", SideConversationView.Of(side, caller, [.. (request.People ?? []).Distinct()]), side.Version);
    }
}
