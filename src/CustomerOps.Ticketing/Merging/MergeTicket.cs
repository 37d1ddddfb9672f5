using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Merging;

/// <param name="IntoTicketId">The ticket that goes on for both.</param>
/// <param name="InformRequester">Where the two have different requesters (records of one person are one): this one becomes a participant of the other, and sees what is public there.</param>
[Example("""{ "intoTicketId": "0190a000-0000-7000-8000-000000000001", "informRequester": false }""")]
internal sealed record MergeTicketRequest(Guid IntoTicketId, bool InformRequester = false);

internal static class MergeTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, MergeTicketRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var (now, ticket) = (time.Now(), await db.TicketToChange(id, ct));
        ifMatch.Check(ticket.Version);
        RuleViolation.Unless(request.IntoTicketId != id, "merge.itself", "A ticket is not merged into itself.", "intoTicketId");
        var into = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == request.IntoTicketId, ct) ?? throw new RuleViolation("merge.unknown", "There is no such ticket.", "intoTicketId");
        // The other is saved too: two merges that would make a circle meet there, and the second is told.
        if (ticket.MergeInto(into, await Above(db, into, ct), now) && !into.Customer.IsSamePersonAs(ticket.Customer)) await Join(db, ticket, into, request.InformRequester, now, ct);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }

    private static async Task Join(TicketingDb db, Ticket ticket, Ticket into, bool inform, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(inform, "merge.other-requester", "The tickets have different requesters. With informRequester this one's becomes a participant of the other, and sees what is public there.");
        if (ticket.Customer.Email is { } email) await db.Inform(into, email, ticket.Customer.Name, now, ct, mergedFrom: ticket.Id);
    }

    /// <summary>Where a ticket is merged into, upwards.</summary>
    private static async Task<IReadOnlyCollection<Guid>> Above(TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        var above = new List<Guid>();
        for (var next = ticket.MergedIntoId; next is { } id && above.Count < Threading.Deepest; next = await db.Tickets.Where(t => t.Id == id).Select(t => t.MergedIntoId).SingleOrDefaultAsync(ct)) above.Add(id);
        return above;
    }
}

internal static class UnmergeTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        if (ticket.MergedIntoId is { } into)
        {
            foreach (var joined in await db.Set<Participant>().Where(p => p.TicketId == into && p.MergedFrom == id).ToListAsync(ct)) db.Remove(joined);
            ticket.Unmerge(time.Now());
        }

        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
