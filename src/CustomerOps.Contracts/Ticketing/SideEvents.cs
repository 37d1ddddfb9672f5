namespace CustomerOps.Contracts.Ticketing;

/// <summary>Something was said in a side conversation, which the customer does not see. The words stay in Ticketing.</summary>
/// <param name="AuthorKind">staff, outside (an answer by mail) or system.</param>
[Event("ticketing.side-message-added.v1")]
public sealed record SideMessageAdded(Guid SideConversationId, Guid TicketId, Guid MessageId, string AuthorKind, Guid? AuthorId, DateTimeOffset AddedAt);

/// <summary>Somebody was named in an internal note.</summary>
[Event("ticketing.person-mentioned.v1")]
public sealed record PersonMentioned(Guid PersonId, Guid TicketId, string Number, Guid MessageId, Guid? MentionedBy, DateTimeOffset MentionedAt);
