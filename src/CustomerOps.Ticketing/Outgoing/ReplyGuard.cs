using System.Diagnostics;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Outgoing;

/// <summary>A problem (RFC 9457) that brings what its reader has to read first.</summary>
/// <param name="NewMessages">What the customer wrote meanwhile, oldest first.</param>
internal sealed record CustomerWroteView(string Type, string Title, int Status, string Detail, string Code, string TraceId, IReadOnlyList<MessageView> NewMessages);

/// <summary>Nobody answers what they have not read: what the customer wrote while a reply was typed is shown instead of sending it.</summary>
internal static class ReplyGuard
{
    private const int Most = 20;

    /// <summary>What customers wrote on the ticket after the message the writer saw last, oldest first.</summary>
    public static async Task<IReadOnlyList<MessageView>> WrittenSince(this TicketingDb db, Guid ticketId, Guid lastMessageId, CancellationToken ct)
    {
        RuleViolation.Unless(await db.MessagesOf(ticketId).AnyAsync(m => m.Id == lastMessageId, ct), "message.unknown", "The ticket has no such message.", "lastMessageId");
        return await db.Shown(await db.MessagesOf(ticketId).Where(m => m.Id > lastMessageId && m.AuthorKind == AuthorKind.Customer)
            .OrderBy(m => m.Id).Take(Most).ToListAsync(ct), ct);
    }

    public static JsonHttpResult<CustomerWroteView> Tell(IReadOnlyList<MessageView> news) => TypedResults.Json(
        new CustomerWroteView("about:blank", "Precondition Failed", 412, "The customer wrote while this was typed; read it, then send again.", "message.customer-wrote", $"{Activity.Current?.TraceId}", news),
        statusCode: 412, contentType: "application/problem+json");
}
