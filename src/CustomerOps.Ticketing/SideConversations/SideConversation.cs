using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.SideConversations;

/// <summary>A thread beside the customer's, about one ticket: with a queue, with people, or with one address outside. The customer never sees it.</summary>
internal sealed class SideConversation : Aggregate
{
    private SideConversation() { }

    public SideConversation(Ticket ticket, string subject, string? queue, string? email, string? name, Author by, DateTimeOffset now) =>
        (TicketId, Subject, Queue, Email, Name, StartedBy, StartedByName, StartedAt, UpdatedAt) = (ticket.Id, subject.Trim(), queue, email, name?.Trim(), by.Id, by.Name, now, now);

    public Guid TicketId { get; private init; }
    public string Subject { get; private init; } = "";
    public string? Queue { get; private init; }

    /// <summary>Where it goes by mail.</summary>
    public string? Email { get; private init; }
    public string? Name { get; private init; }
    public bool Ended { get; private set; }
    public Guid? StartedBy { get; private init; }
    public string StartedByName { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A word of ours needs the thread to be open; one from outside opens it.</summary>
    public SideMessage Say(SideAuthor kind, Guid? authorId, string authorName, string body, string? mailId, DateTimeOffset now)
    {
        RuleViolation.Unless(!Ended || kind != SideAuthor.Staff, "side-conversation.ended", "The side conversation has ended; open it again first.");
        if (kind == SideAuthor.Outside) Ended = false;
        var message = new SideMessage(Id, kind, authorId, authorName, body, mailId, now);
        UpdatedAt = now;
        Raise(new SideMessageAdded(Id, TicketId, message.Id, Kebab<SideAuthor>.Of(kind), authorId, now));
        return message;
    }

    /// <summary>Others are invited.</summary>
    public void Invited(DateTimeOffset now) => UpdatedAt = now;

    public void End(bool ended, DateTimeOffset now)
    {
        if (Ended == ended) return;
        (Ended, UpdatedAt) = (ended, now);
    }
}

internal enum SideAuthor { Staff, Outside, System }

/// <summary>A word in a side conversation. Never changed.</summary>
internal sealed class SideMessage : ITenantOwned
{
    private SideMessage() { }

    public SideMessage(Guid sideConversationId, SideAuthor kind, Guid? authorId, string authorName, string body, string? mailId, DateTimeOffset now) =>
        (SideConversationId, AuthorKind, AuthorId, AuthorName, Body, MailId, AddedAt) = (sideConversationId, kind, authorId, authorName, body, mailId, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid SideConversationId { get; private init; }
    public SideAuthor AuthorKind { get; private init; }
    public Guid? AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";
    public string Body { get; private init; } = "";

    /// <summary>The Message-ID it goes or came by, with its angle brackets.</summary>
    public string? MailId { get; set; }
    public DateTimeOffset AddedAt { get; private init; }
}

/// <summary>Somebody invited to a side conversation by name.</summary>
internal sealed class SidePerson : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PersonId { get; init; }
    public Guid SideConversationId { get; init; }
}
