using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Outgoing;

/// <summary>What is to be said to the customer at a time; until then it can be taken back.</summary>
internal sealed class ScheduledMessage : Aggregate
{
    private ScheduledMessage() { }

    public ScheduledMessage(Guid ticketId, Author author, string body, DateTimeOffset sendAt, Guid? lastMessageId, Guid[] attachmentIds, DateTimeOffset now) =>
        (TicketId, AuthorId, AuthorName, Body, SendAt, LastMessageId, AttachmentIds, CreatedAt) = (ticketId, author.Id, author.Name, body, sendAt, lastMessageId, attachmentIds, now);

    public Guid TicketId { get; private init; }
    public Guid? AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";

    /// <summary>Empty once it was said: the message has it.</summary>
    public string Body { get; private set; } = "";
    public DateTimeOffset SendAt { get; private init; }

    /// <summary>The newest message the writer had seen, where they said so.</summary>
    public Guid? LastMessageId { get; private init; }
    public Guid[] AttachmentIds { get; private init; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public Guid? MessageId { get; private set; }

    public Author Author => new(AuthorKind.Staff, AuthorId, AuthorName);

    public void Said(Guid messageId) => (MessageId, Body) = (messageId, "");

    /// <summary>Only who wrote it, or who leads, takes it back, and only before it was said.</summary>
    public void MayBeTakenBack(ServiceDefaults.Access.Caller caller)
    {
        RuleViolation.Unless(MessageId is null, "message.sent", "The message has been sent.");
        RuleViolation.Unless(AuthorId == caller.SubjectId || caller.Is(ServiceDefaults.Access.Roles.Leads), "message.not-yours", "Somebody else wrote it; they, or who leads, can take it back.");
    }
}

/// <param name="SendAt">When it is said, unless it is taken back before.</param>
internal sealed record ScheduledMessageView(Guid Id, Guid? AuthorId, string AuthorName, string Body, DateTimeOffset SendAt, DateTimeOffset CreatedAt, IReadOnlyList<Guid> AttachmentIds)
{
    public static ScheduledMessageView Of(ScheduledMessage m) => new(m.Id, m.AuthorId, m.AuthorName, m.Body, m.SendAt, m.CreatedAt, m.AttachmentIds);
}

/// <param name="Items">What is still to be said, the next first; at most 100.</param>
internal sealed record ScheduledMessagesView(IReadOnlyList<ScheduledMessageView> Items);
