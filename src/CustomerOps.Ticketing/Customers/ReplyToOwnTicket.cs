using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

[Example("""{ "body": "The parcel came this morning, thank you." }""")]
internal sealed record ReplyToOwnTicketRequest([Text(100_000)] string Body);

internal static class ReplyToOwnTicket
{
    public static async Task<Created<OwnMessageView>> Handle(Guid id, ReplyToOwnTicketRequest request, TicketingDb db, CustomerWords words, Caller caller, TimeProvider time, CancellationToken ct)
    {
        if (!await OwnTickets.Of(db, caller, toAnswer: true).AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        var said = await db.Retry(async () =>
        {
            var ticket = await db.TicketToChange(id, ct);
            var customer = await db.Meet(caller.Email, caller.Name, null, null, time.Now());
            var (_, message) = await words.Take(ticket, customer, request.Body, Channel.Web, time.Now(), ct);
            await db.SaveChangesAsync(ct);
            return message;
        });
        return TypedResults.Created($"/api/v1/my-tickets/{said.TicketId}/messages", OwnMessageView.Of(MessageView.Of(said)));
    }
}
