using CustomerOps.Contracts.Ticketing;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What a ticket is about, as staff put it right.</summary>
internal sealed partial class Ticket
{
    /// <summary>Subject, priority and tags may be put right for ever, what ties it to an order or branch until it is closed.</summary>
    /// <returns>False when nothing is different.</returns>
    public bool Revise(string subject, Priority priority, IReadOnlyList<string> tags, Guid? orderId, string? branch, DateTimeOffset now)
    {
        if (orderId != OrderId || branch != Branch) NotClosed();
        if ((subject, priority, orderId, branch) == (Subject, Priority, OrderId, Branch) && tags.SequenceEqual(Tags)) return false;
        if (priority != Priority) Chronicle("ticket-priority", $"is now {Kebab<Priority>.Of(priority)}", now);
        (Subject, Priority, Tags, OrderId, Branch) = (subject, priority, [.. tags], orderId, branch);
        Change(now);
        Raise(new TicketChanged(Id, NumberText, Subject, Kebab<Priority>.Of(Priority), Tags, OrderId, Branch, now));
        return true;
    }
}
