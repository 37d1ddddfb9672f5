using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.SideConversations;

/// <param name="TicketId">Only for who may see the ticket.</param>
/// <param name="People">Who was invited by name; null in lists.</param>
internal sealed record SideConversationView(
    Guid Id, Guid? TicketId, string Subject, string? Queue, string? Email, string? Name, bool Ended, string StartedByName, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, IReadOnlyList<Guid>? People)
{
    public static SideConversationView Of(SideConversation s, Caller caller, IReadOnlyList<Guid>? people = null) => new(
        s.Id, caller.Is(Roles.Staff) ? s.TicketId : null, s.Subject, s.Queue, s.Email, s.Name, s.Ended, s.StartedByName, s.StartedAt, s.UpdatedAt, people);
}

internal sealed record SideMessageView(Guid Id, SideAuthor AuthorKind, Guid? AuthorId, string AuthorName, string Body, DateTimeOffset AddedAt)
{
    public static SideMessageView Of(SideMessage m) => new(m.Id, m.AuthorKind, m.AuthorId, m.AuthorName, m.Body, m.AddedAt);
}
