namespace CustomerOps.Ticketing.Queueing;

/// <param name="Name">The stable word for it.</param>
/// <param name="Reopening">What becomes of a solved ticket when the customer writes again.</param>
/// <param name="WithinDays">Days after the solution within which it opens again, for reopen-within.</param>
/// <param name="KeepsAssignee">Who had the ticket has it again when it opens again.</param>
/// <param name="ClosesAfterDays">Days without a word after which a solved ticket is closed for good.</param>
/// <param name="ChildrenFirst">A ticket here is not solved while one of its children is open.</param>
/// <param name="OwnedByTier">True for the five queues of the tiers, which cannot be removed.</param>
internal sealed record QueueView(
    string Name, string Title, Reopening Reopening, int? WithinDays, bool KeepsAssignee, int ClosesAfterDays, bool ChildrenFirst, bool OwnedByTier)
{
    public static QueueView Of(TicketQueue q) => new(
        q.Name, q.Title, q.Reopening, q.WithinDays, q.KeepsAssignee, q.ClosesAfterDays, q.ChildrenFirst, Tickets.Queues.All.Contains(q.Name));
}

/// <param name="Items">The tiers' queues first, upwards, then the others by name; at most 105.</param>
internal sealed record QueuesView(IReadOnlyList<QueueView> Items);
