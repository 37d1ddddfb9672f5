using CustomerOps.Contracts.Ticketing;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What is said on a ticket, and what that does to it.</summary>
internal sealed partial class Ticket
{
    /// <summary>The first message: what the customer came with, or why the ticket was opened. TicketCreated tells of it already.</summary>
    public Message Begin(Author author, Visibility visibility, string body)
    {
        if (author.Kind == AuthorKind.Customer) CustomerWaitsSince = CreatedAt;
        else Hear(author, visibility, CreatedAt);
        return new(Id, visibility, author, body, CreatedAt);
    }

    public void MayBeAnswered() => NotClosed();

    /// <summary>The first public word of staff keeps the first-response promise; a customer's word opens what waited or was solved.</summary>
    public Message Say(Author author, Visibility visibility, string body, DateTimeOffset now)
    {
        NotClosed();
        var message = new Message(Id, visibility, author, body, now);
        Hear(author, visibility, now);
        if (author.Kind == AuthorKind.Staff && visibility == Visibility.Public) CustomerWaitsSince = null;
        if (author.Kind == AuthorKind.Customer) CustomerWaitsSince ??= now;
        if (author.Kind == AuthorKind.Customer && State == TicketState.Solved) Reopen(now);
        if (author.Kind == AuthorKind.Customer && State is TicketState.Pending or TicketState.OnHold) GoOn(now);
        Change(now);
        Raise(new MessageAdded(Id, message.Id, Kebab<Visibility>.Of(visibility), Kebab<AuthorKind>.Of(author.Kind), author.Id, now));
        if (visibility == Visibility.Public) Chronicle("message-added", author.Kind switch { AuthorKind.Customer => $"{author.Name} wrote", AuthorKind.Staff => $"{author.Name} answered", _ => "was told" }, now);
        return message;
    }
}
