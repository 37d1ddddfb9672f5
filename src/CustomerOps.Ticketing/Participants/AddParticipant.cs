using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Participants;

[Example("""{ "email": "partner.of.anna@example.com", "name": "Per Berg" }""")]
internal sealed record AddParticipantRequest([EmailAddress, Text(254)] string Email, [Text(200)] string? Name = null);

internal static class AddParticipant
{
    public static Task<Created<ParticipantView>> Handle(Guid id, AddParticipantRequest request, TicketingDb db, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var ticket = await db.TicketToChange(id, ct);
        var added = await db.Inform(ticket, request.Email, request.Name, time.Now(), ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/tickets/{id}/participants/{added.Id}", ParticipantView.Of(added));
    });
}

internal static class ListParticipants
{
    public static async Task<ParticipantsView> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return await db.Tickets.AnyAsync(t => t.Id == id, ct) ? new([.. (await db.Informed(id, ct)).Select(ParticipantView.Of)]) : throw new NotFound("ticket");
    }

    public static async Task<ParticipantsView> Own(Guid id, TicketingDb db, ServiceDefaults.Access.Caller caller, CancellationToken ct)
    {
        if (!await OwnTickets.Of(db, caller, toAnswer: true).AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return new([.. (await db.Informed(id, ct)).Select(ParticipantView.Of)]);
    }
}

internal static class RemoveParticipant
{
    public static Task<NoContent> Handle(Guid id, Guid participantId, TicketingDb db, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var ticket = await db.TicketToChange(id, ct);
        var gone = await db.Set<Participant>().SingleOrDefaultAsync(p => p.TicketId == id && p.Id == participantId, ct) ?? throw new NotFound("participant");
        ticket.ChangeParticipants(time.Now());
        db.Remove(gone);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    });
}

internal static class ParticipantBook
{
    public static Task<List<Participant>> Informed(this TicketingDb db, Guid ticketId, CancellationToken ct) =>
        db.Set<Participant>().Where(p => p.TicketId == ticketId).OrderBy(p => p.Id).Take(Participant.Most).ToListAsync(ct);

    /// <summary>Keeps somebody informed; who is already stays as they are. The ticket's version keeps the count right. The caller saves.</summary>
    public static async Task<Participant> Inform(this TicketingDb db, Ticket ticket, string email, string? name, DateTimeOffset now, CancellationToken ct, Guid? mergedFrom = null)
    {
        var address = EmailAddress.Normalise(email)!;
        RuleViolation.Unless(address != ticket.Customer.Email, "participant.requester", "The requester is informed anyway.", "email");
        var informed = await db.Informed(ticket.Id, ct);
        if (informed.Find(p => p.Email == address) is { } known) return known;
        RuleViolation.Unless(informed.Count < Participant.Most, "participant.too-many", $"A ticket has at most {Participant.Most} participants.");
        ticket.ChangeParticipants(now);
        var added = new Participant(ticket.Id, address, name?.Trim(), now, mergedFrom);
        db.Add(added);
        return added;
    }
}
