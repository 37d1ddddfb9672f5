using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Identities;
using CustomerOps.Ticketing.Languages;
using CustomerOps.Ticketing.Sla;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <param name="Phone">By which a customer without an address is known; noted where it is new.</param>
internal sealed record RequesterRequest([EmailAddress, Text(254)] string? Email = null, [Text(200)] string? Name = null, [Text(50)] string? Phone = null);

/// <param name="Language">BCP 47; found out from the text where it is not said.</param>
/// <param name="Fields">Values of the organisation's own fields, by their keys.</param>
[Example("""{ "channel": "email", "subject": "Parcel not here yet", "body": "I ordered two weeks ago.", "requester": { "email": "anna.berg@example.com", "name": "Anna Berg" }, "priority": "high", "tags": ["delivery"] }""")]
internal sealed record CreateTicketRequest(
    Channel Channel, [Text(300)] string Subject, [Text(100_000)] string Body, RequesterRequest Requester, [LanguageTag] string? Language = null,
    Priority? Priority = null, Guid? OrderId = null, [Labels(20, 50)] string[]? Tags = null, [MaxLength(TicketField.Most)] Dictionary<string, JsonElement>? Fields = null);

internal static class CreateTicket
{
    public static async Task<Tagged<TicketView>> Handle(
        CreateTicketRequest request, TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.Requester.Email is not null || request.Channel != Channel.Email, "ticket.no-address", "A mail has a sender's address.", "requester.email");
        var phone = PhoneNumber.Read(request.Requester.Phone);
        RuleViolation.Unless(request.Requester.Phone is null || phone is not null, "customer.unreadable-phone", "A phone number is 5 to 15 digits, with a + and the country's code where it is known.", "requester.phone");
        var number = await numbers.Next(caller.TenantId, ct);
        await db.Database.OpenConnectionAsync(ct);
        var rules = await rulebook.For(db, ct);
        var fields = request.Fields is { Count: > 0 } sent ? (await book.For(db, ct)).Filled(FieldValues.None, sent) : FieldValues.None;
        var ticket = await db.Retry(async () =>
        {
            var now = time.Now();
            var customer = await db.Meet(request.Requester.Email, request.Requester.Name, request.Language, caller.Branches is [var only] ? only : null, now, phone);
            customer.Hear(request.Requester.Name, request.Language);
            if (request.OrderId is { } order)
                RuleViolation.Unless(await db.HasOrder(customer.Id, order, ct), "ticket.order-unknown", "The requester has no such order.", "orderId");
            var language = request.Language ?? LanguageDetector.Detect($"{request.Subject}\n{request.Body}", customer.Language ?? rules.Language);
            var contact = new Contact(
                number, customer, request.Channel, Origin.Contact, request.Subject.Trim(), language, request.Priority ?? Priority.Normal, Tier.Representative,
                OrderId: request.OrderId, Tags: [.. (request.Tags ?? []).Select(t => t.Trim()).Distinct()], Fields: fields);
            var opened = db.Open(contact, Author.Of(customer), Visibility.Public, request.Body, rules, now);
            await db.SaveChangesAsync(ct);
            return opened;
        });
        return Tagged.Created($"/api/v1/tickets/{ticket.Id}", TicketView.Of(ticket, ticket.Customer, null), ticket.Version);
    }
}
