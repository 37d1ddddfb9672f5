using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Outgoing;

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

    public static ProblemHttpResult Tell(IReadOnlyList<MessageView> news, string traceId) => TypedResults.Problem(
        "The customer wrote while this was typed; read it, then send again.", statusCode: 412, title: "Precondition Failed", type: "about:blank",
        extensions: new Dictionary<string, object?> { ["code"] = "message.customer-wrote", ["traceId"] = traceId, ["newMessages"] = news });
}
