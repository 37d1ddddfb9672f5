using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Attachments;

/// <summary>A file on a ticket. It belongs to a message from when that is said; one that never is said goes after a day.</summary>
internal sealed class Attachment : Aggregate
{
    public const long MaxBytes = 25 * 1024 * 1024;
    public const int MostOnTicket = 100, MostOnMessage = 10;

    /// <summary>What nobody says within this time was not meant.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private Attachment() { }

    public Attachment(Guid ticketId, string name, string type, Tickets.Author by, DateTimeOffset now) =>
        (TicketId, Name, Type, UploadedBy, UploadedAt) = (ticketId, name, type, by.Id, now);

    /// <summary>A file that a customer's mail brought along.</summary>
    public static Attachment FromMail(Guid id, Guid ticketId, string name, string type, Tickets.Message said, DateTimeOffset now) =>
        new() { Id = id, TicketId = ticketId, Name = name, Type = type, UploadedBy = said.AuthorId, UploadedAt = now };

    public Guid TicketId { get; private init; }
    public Guid? MessageId { get; private set; }
    public string Name { get; private init; } = "";

    /// <summary>Media type, found out from the bytes where they tell it.</summary>
    public string Type { get; private init; } = "";
    public long Bytes { get; private set; }

    /// <summary>Of the content, in hexadecimal; null until all of it is here.</summary>
    public string? Sha256 { get; private set; }
    public Guid? UploadedBy { get; private init; }
    public DateTimeOffset UploadedAt { get; private init; }

    public void Finish(long bytes, byte[] sha256) => (Bytes, Sha256) = (bytes, Convert.ToHexStringLower(sha256));

    public void BelongTo(Guid messageId)
    {
        RuleViolation.Unless(MessageId is null && Sha256 is not null, "attachment.unknown", "The file was sent with another message, or is not here yet.", "attachmentIds");
        MessageId = messageId;
    }
}

/// <param name="MessageId">Null until it is said with a message; then after a day it is gone.</param>
/// <param name="Sha256">Of the content, in hexadecimal.</param>
internal sealed record AttachmentView(Guid Id, string Name, string Type, long Bytes, string? Sha256, Guid? MessageId, DateTimeOffset UploadedAt)
{
    public static AttachmentView Of(Attachment a) => new(a.Id, a.Name, a.Type, a.Bytes, a.Sha256, a.MessageId, a.UploadedAt);
}
