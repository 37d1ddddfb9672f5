using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Whose words they are.</summary>
internal enum Speaker { Staff, Customer }

/// <param name="Author">customer, where staff log what the customer said (on the phone, in the shop); else the caller's own words.</param>
[Example("""{ "visibility": "public", "body": "The parcel left our store this morning." }""")]
internal sealed record AddMessageRequest(Visibility Visibility, [Text(100_000)] string Body, Speaker Author = Speaker.Staff);

internal static class AddMessage
{
    public static async Task<Created<MessageView>> Handle(
        Guid id, AddMessageRequest request, TicketingDb db, SlaRulebook rulebook, Caller caller, TimeProvider time, CancellationToken ct)
    {
        ServiceDefaults.Problems.RuleViolation.Unless(
            request.Author == Speaker.Staff || request.Visibility == Visibility.Public, "message.customer-internal", "A customer's words are public.", "visibility");
        var message = await db.Retry(async () =>
        {
            var ticket = await db.TicketToChange(id, ct);
            var rules = await rulebook.For(db, ct);
            var author = request.Author == Speaker.Customer ? Author.Of(ticket.Customer) : Author.Of(caller);
            var said = ticket.Say(author, request.Visibility, request.Body, rules, time.Now());
            db.Add(said);
            db.PlanCheck(ticket, ticket.PlanCheck());
            await db.SaveChangesAsync(ct);
            return said;
        });
        return TypedResults.Created($"/api/v1/tickets/{id}/messages/{message.Id}", MessageView.Of(message));
    }
}
