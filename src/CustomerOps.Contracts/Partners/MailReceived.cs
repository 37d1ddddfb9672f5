using CustomerOps.Contracts.Mail;

namespace CustomerOps.Contracts.Partners;

/// <summary>
/// A mail came to one of the organisation's mailboxes; routing key <c>mail-received.v1</c>. The same mail gives the same <c>MailId</c> and message id,
/// however often and by whatever way it comes; it is one message.
/// </summary>
/// <param name="MailId">Made from the organisation and the mail itself.</param>
/// <param name="Mailbox">The organisation's address it came to; answers go out from it.</param>
/// <param name="From">Who wrote it; null where the mail names nobody.</param>
/// <param name="To">At most 50.</param>
/// <param name="Cc">At most 50.</param>
/// <param name="Subject">At most 300 characters, one line; empty where there is none.</param>
/// <param name="Text">At most 100,000 characters; an HTML mail's text where it has no plain one. Empty where there is none.</param>
/// <param name="MessageId">With its angle brackets, at most 500 characters.</param>
/// <param name="References">Oldest first, at most the newest 50.</param>
/// <param name="Bounce">What an <see cref="AutomaticKind.Bounce"/> says, as far as it says so.</param>
/// <param name="Attachments">At most 100; their contents travel before it as <see cref="MailFilePiece"/>.</param>
[Event("mail-received.v1", fromPartner: true)]
public sealed record MailReceived(
    Guid MailId, string Mailbox, MailAddress? From, IReadOnlyList<MailAddress> To, IReadOnlyList<MailAddress> Cc, string Subject, string Text,
    string? MessageId, string? InReplyTo, IReadOnlyList<string> References, AutomaticKind Automatic, MailBounce? Bounce,
    IReadOnlyList<MailAttachment> Attachments, DateTimeOffset ReceivedAt);

/// <summary>What sent the mail: a person (<c>none</c>), or a machine that must never be answered.</summary>
public enum AutomaticKind { None, AutoReply, Bounce, List, Loop }

/// <summary>A mail system's report on a mail that did not arrive, or not yet.</summary>
/// <param name="OriginalMessageId">Of the mail it reports on.</param>
/// <param name="Recipient">Whom it did not reach.</param>
/// <param name="Status">RFC 3463, for example <c>5.1.1</c>; 4.x.x may still arrive.</param>
/// <param name="Action">RFC 3464: failed, delayed, delivered, relayed or expanded.</param>
public sealed record MailBounce(string? OriginalMessageId, string? Recipient, string? Status, string? Action);

/// <param name="Type">Media type as the mail states it.</param>
/// <param name="FileId">Of its pieces; null where its content is not sent (it is too large, one of too many, or no person's).</param>
public sealed record MailAttachment(string Name, string Type, long Bytes, Guid? FileId = null);
