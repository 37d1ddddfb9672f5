using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Mails;

internal enum Direction { In, Out }

/// <summary>A mail that came or went: by its Message-ID the next one finds its ticket. Never changed.</summary>
internal sealed class Mail : ITenantOwned
{
    private Mail() { }

    /// <summary>Of a mail that came: its own; of one that went: that of the message it carries.</summary>
    public Guid Id { get; private init; }
    public Guid TenantId { get; set; }
    public Direction Direction { get; private init; }

    /// <summary>With its angle brackets.</summary>
    public string? MessageId { get; private init; }

    /// <summary>The organisation's own address.</summary>
    public string Mailbox { get; private init; } = "";

    /// <summary>The other side's address.</summary>
    public string? Correspondent { get; private init; }
    public string Subject { get; private init; } = "";
    public AutomaticKind Automatic { get; private init; }
    public Guid? TicketId { get; private init; }

    /// <summary>Why it is on no ticket: then <see cref="Body"/> has its words.</summary>
    public string? SetAside { get; private init; }
    public string? Body { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static string MessageIdOf(Guid id) => $"<{id}@customerops>";

    public static Mail Taken(MailReceived told, Guid ticketId, DateTimeOffset now) => Received(told, ticketId, null, now);

    public static Mail PutAside(MailReceived told, Guid? ticketId, string reason, DateTimeOffset now) => Received(told, ticketId, reason, now);

    /// <summary>One of a side conversation, which has its words: here only that it was taken.</summary>
    public static Mail TakenAside(MailReceived told, DateTimeOffset now) => Received(told, null, null, now);

    public static Mail Sent(Guid messageId, Guid ticketId, string mailbox, string to, string subject, DateTimeOffset now) => new()
    {
        Id = messageId, Direction = Direction.Out, MessageId = MessageIdOf(messageId), Mailbox = mailbox, Correspondent = to, Subject = subject, TicketId = ticketId, At = now,
    };

    private static Mail Received(MailReceived told, Guid? ticketId, string? setAside, DateTimeOffset now) => new()
    {
        Id = told.MailId, Direction = Direction.In, MessageId = told.MessageId, Mailbox = told.Mailbox, Correspondent = told.From?.Email, Subject = told.Subject,
        Automatic = told.Automatic, TicketId = ticketId, SetAside = setAside, Body = setAside is null ? null : told.Text, At = now,
    };
}
