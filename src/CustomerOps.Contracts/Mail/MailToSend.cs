namespace CustomerOps.Contracts.Mail;

/// <summary>A mail that CustomerOps wants sent, exactly once.</summary>
/// <param name="Language">BCP 47 tag of the text.</param>
/// <param name="Headers">Additional headers, for example <c>List-Unsubscribe</c>. <c>Auto-Submitted</c> is no where a person wrote it, auto-generated or auto-replied; <c>Importance</c> low, normal or high.</param>
/// <param name="Secret">True when the text carries a one-time link: it must not be shown or logged anywhere.</param>
/// <param name="Files">Go along with the mail: at most 10, together at most 10 MB; null where there are none.</param>
[Event("mail.mail-to-send.v1", inHouse: true)]
public sealed record MailToSend(
    Guid MailId, MailAddress To, MailAddress From, string Subject, string Text, string? Html, string Language,
    IReadOnlyDictionary<string, string> Headers, bool Secret, IReadOnlyList<EnclosedFile>? Files = null);

/// <param name="Type">Media type.</param>
/// <param name="Content">Base64.</param>
public sealed record EnclosedFile(string Name, string Type, string Content);

public sealed record MailAddress(string Email, string? Name);

/// <summary>The receiving mail server took the mail.</summary>
[Event("mail.mail-sent.v1", fromPartner: true, inHouse: true)]
public sealed record MailSent(Guid MailId, DateTimeOffset AcceptedAt);

/// <summary>The mail could not be delivered and is not tried again.</summary>
[Event("mail.mail-failed.v1", fromPartner: true, inHouse: true)]
public sealed record MailFailed(Guid MailId, string Reason);
