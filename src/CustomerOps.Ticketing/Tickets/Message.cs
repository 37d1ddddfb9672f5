using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A word on a ticket: to the customer, from the customer, or among staff. Never changed.</summary>
internal sealed class Message : ITenantOwned
{
    private Message() { }

    public Message(Guid ticketId, Visibility visibility, Author author, string body, DateTimeOffset now)
    {
        (TicketId, Visibility, Body, AddedAt) = (ticketId, visibility, body, now);
        (AuthorKind, AuthorId, AuthorName) = (author.Kind, author.Id, author.Name);
    }

    public Guid Id { get; private init; } = GrowingId.Next();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Visibility Visibility { get; private init; }
    public AuthorKind AuthorKind { get; private init; }
    public Guid? AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";
    public string Body { get; private init; } = "";
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>How many files were said with it.</summary>
    public int Attachments { get; set; }
}
