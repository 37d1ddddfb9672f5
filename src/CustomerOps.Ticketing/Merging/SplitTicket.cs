using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Merging;

/// <param name="MessageId">A message of the ticket that is a concern of its own; it stays there and begins the new one.</param>
/// <param name="Subject">The new ticket's; the old one's where nothing is said.</param>
[Example("""{ "messageId": "0190a000-0000-7000-8000-000000000001", "subject": "And an invoice is missing" }""")]
internal sealed record SplitTicketRequest(Guid MessageId, [Text(300)] string? Subject = null);

internal static class SplitTicket
{
    public static async Task<Tagged<TicketView>> Handle(
        Guid id, SplitTicketRequest request, TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (from, now) = (await db.TicketToChange(id, ct), time.Now());
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.TicketId == id && m.Id == request.MessageId, ct) ?? throw new RuleViolation("message.unknown", "The ticket has no such message.", "messageId");
        // Who wrote it asks: a participant's concern is not the requester's.
        var writer = message.AuthorKind == AuthorKind.Customer && message.AuthorId != from.CustomerId ? await db.Customers.SingleOrDefaultAsync(c => c.Id == message.AuthorId, ct) : null;
        Customer customer = writer ?? from.Customer;
        var contact = new Contact(
            await numbers.Next(caller.TenantId, ct), customer, from.Channel, Origin.Contact, request.Subject?.Trim() ?? from.Subject, from.Language, from.Priority, Tier.Representative, from.Branch,
            writer is null ? from.OrderId : null, [.. from.Tags], Queue: CustomerWords.QueueOf(from));
        var split = db.Open(contact, new Author(message.AuthorKind, message.AuthorId, message.AuthorName), message.Visibility, message.Body, await rulebook.For(db, ct), now);
        db.Add(new TicketLink(from.Id, split.Id, LinkKind.SplitInto, Author.Of(caller), now));
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/tickets/{split.Id}", TicketView.Of(split, split.Customer, null), split.Version);
    }
}
