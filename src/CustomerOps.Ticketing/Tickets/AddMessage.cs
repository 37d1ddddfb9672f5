using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Drafts;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Mentions;
using CustomerOps.Ticketing.Outgoing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Whose words they are.</summary>
internal enum Speaker { Staff, Customer }

/// <param name="Author">customer, where staff log what the customer said (on the phone, in the shop); else the caller's own words.</param>
/// <param name="LastMessageId">The newest message the writer saw: 412 with <c>newMessages</c> when the customer has written since.</param>
/// <param name="DelaySeconds">Seconds in which a public reply can be taken back (202, and then DELETE of the scheduled message).</param>
/// <param name="AttachmentIds">Files that were brought to the ticket before and belong to no message yet.</param>
/// <param name="Mentions">People named in an internal note: they are told, and GET /mentions shows it to them.</param>
/// <param name="SendAt">When a public reply is to be sent (202), within a year.</param>
[Example("""{ "visibility": "public", "body": "The parcel left our store this morning." }""")]
internal sealed record AddMessageRequest(
    Visibility Visibility, [Text(100_000)] string Body, Speaker Author = Speaker.Staff, Guid? LastMessageId = null, [Range(0, 60)] int? DelaySeconds = null, DateTimeOffset? SendAt = null,
    [MaxLength(Attachment.MostOnMessage)] Guid[]? AttachmentIds = null, [MaxLength(20)] Guid[]? Mentions = null)
{
    public void Check(DateTimeOffset now)
    {
        RuleViolation.Unless(Author == Speaker.Staff || Visibility == Visibility.Public, "message.customer-internal", "A customer's words are public.", "visibility");
        RuleViolation.Unless(Mentions is not { Length: > 0 } || Visibility == Visibility.Internal, "message.mention-public", "People are named in internal notes; customers do not see who works on their ticket.", "mentions");
        RuleViolation.Unless((DelaySeconds ?? 0) == 0 || SendAt is null, "message.one-time", "Send delaySeconds or sendAt, not both.", "sendAt");
        RuleViolation.Unless(When(now) is null || (Author == Speaker.Staff && Visibility == Visibility.Public), "message.now-only", "Only a public reply of staff is sent later.", "visibility");
        RuleViolation.Unless(SendAt is null || (SendAt > now && SendAt <= now.AddDays(366)), "message.send-at", "sendAt is a time within the next year.", "sendAt");
    }

    /// <summary>Null for at once.</summary>
    public DateTimeOffset? When(DateTimeOffset now) => SendAt?.ToUniversalTime() ?? (DelaySeconds > 0 ? now.AddSeconds(DelaySeconds.Value) : null);
}

internal static class AddMessage
{
    public static async Task<Results<Created<MessageView>, Accepted<ScheduledMessageView>, JsonHttpResult<CustomerWroteView>>> Handle(
        Guid id, AddMessageRequest request, TicketingDb db, CustomerWords words, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        request.Check(now);
        return await db.Retry<Results<Created<MessageView>, Accepted<ScheduledMessageView>, JsonHttpResult<CustomerWroteView>>>(async () =>
        {
            var ticket = await db.GoingOn(await db.TicketToChange(id, ct), ct);
            if (request.LastMessageId is { } seen && await db.WrittenSince(ticket.Id, seen, ct) is { Count: > 0 } news) return ReplyGuard.Tell(news);
            if (request is { Visibility: Visibility.Public, Author: not Speaker.Customer }) await db.MustHaveRead(ticket.CustomerId, caller.SubjectId, now);
            if (request.When(now) is { } later) return await Schedule(db, ticket, request, Author.Of(caller), later, now, ct);
            var said = request.Author == Speaker.Customer
                ? (await words.Take(ticket, ticket.Customer, request.Body, ticket.Channel, time.Now(), ct)).Said
                : await Say(db, ticket, request, Author.Of(caller), time.Now(), ct);
            await db.Attach(said, request.AttachmentIds ?? [], ct);
            await db.SaveChangesAsync(ct);
            return TypedResults.Created($"/api/v1/tickets/{said.TicketId}/messages/{said.Id}", (await db.Shown([said], ct))[0]);
        });
    }

    private static async Task<Message> Say(TicketingDb db, Ticket ticket, AddMessageRequest request, Author author, DateTimeOffset now, CancellationToken ct)
    {
        var said = ticket.Say(author, request.Visibility, request.Body, now);
        db.Add(said);
        await db.Mention(ticket, said, request.Mentions ?? [], author, ct);
        await db.DropDraft(ticket.Id, author);
        return said;
    }

    private static async Task<Accepted<ScheduledMessageView>> Schedule(TicketingDb db, Ticket ticket, AddMessageRequest request, Author author, DateTimeOffset at, DateTimeOffset now, CancellationToken ct)
    {
        ticket.MayBeAnswered();
        var scheduled = new ScheduledMessage(ticket.Id, author, request.Body, at, request.LastMessageId, [.. (request.AttachmentIds ?? []).Distinct()], now);
        RuleViolation.Unless(await db.Set<Attachment>().CountAsync(a => a.TicketId == ticket.Id && a.MessageId == null && a.Sha256 != null && scheduled.AttachmentIds.Contains(a.Id), ct) == scheduled.AttachmentIds.Length, "attachment.unknown", "The ticket has no such file.", "attachmentIds");
        db.Add(scheduled);
        db.Schedule(new SendScheduled(scheduled.Id), at);
        await db.DropDraft(ticket.Id, author);
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/api/v1/tickets/{ticket.Id}/scheduled-messages/{scheduled.Id}", ScheduledMessageView.Of(scheduled));
    }
}
