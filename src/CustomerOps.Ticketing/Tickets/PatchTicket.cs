using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A JSON merge patch (RFC 7396): what is not sent stays, null takes the order or branch away.</summary>
[Example("""{ "priority": "high", "tags": ["delivery", "vip"] }""")]
internal sealed record PatchTicketRequest
{
    [Text(300)] public string? Subject { get; init => (field, SendsSubject) = (value, true); }
    public Priority? Priority { get; init => (field, SendsPriority) = (value, true); }
    [Labels(20, 50)] public string[]? Tags { get; init => (field, SendsTags) = (value, true); }
    public Guid? OrderId { get; init => (field, SendsOrder) = (value, true); }
    [Text(50)] public string? Branch { get; init => (field, SendsBranch) = (value, true); }

    /// <summary>Of the organisation's own fields those named; null takes a value away.</summary>
    [MaxLength(TicketField.Most)] public Dictionary<string, JsonElement>? Fields { get; init; }

    internal bool SendsSubject { get; private set; }
    internal bool SendsPriority { get; private set; }
    internal bool SendsTags { get; private set; }
    internal bool SendsOrder { get; private set; }
    internal bool SendsBranch { get; private set; }
}

internal static class PatchTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, PatchTicketRequest request, IfMatch ifMatch, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        foreach (var (sent, value, field) in new (bool, object?, string)[] { (request.SendsSubject, request.Subject, "subject"), (request.SendsPriority, request.Priority, "priority"), (request.SendsTags, request.Tags, "tags") })
            RuleViolation.Unless(!sent || value is not null, "ticket.member-needed", "A ticket always has a subject, a priority and tags (maybe none): null does not take them away.", field);
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var order = request.SendsOrder ? request.OrderId : ticket.OrderId;
        RuleViolation.Unless(order is null || order == ticket.OrderId || await db.HasOrder(ticket.CustomerId, order.Value, ct), "ticket.order-unknown", "The requester has no such order.", "orderId");
        ticket.Revise(
            request.Subject?.Trim() ?? ticket.Subject, request.Priority ?? ticket.Priority, request.Tags is { } tags ? [.. tags.Select(t => t.Trim()).Distinct()] : ticket.Tags, order,
            request.SendsBranch ? request.Branch?.Trim() : ticket.Branch, time.Now());
        if (request.Fields is { Count: > 0 } values) ticket.Fill((await book.For(db, ct)).Filled(ticket.Fields, values), time.Now());
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
