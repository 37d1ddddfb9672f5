namespace CustomerOps.Ticketing.Queueing;

/// <param name="Name">The stable word for it.</param>
/// <param name="Reopening">What becomes of a solved ticket when the customer writes again.</param>
/// <param name="WithinDays">Days after the solution within which it opens again, for reopen-within.</param>
/// <param name="KeepsAssignee">Who had the ticket has it again when it opens again.</param>
/// <param name="ClosesAfterDays">Days without a word after which a solved ticket is closed for good.</param>
/// <param name="ChildrenFirst">A ticket here is not solved while one of its children is open.</param>
/// <param name="OwnedByTier">True for the five queues of the tiers, which cannot be removed.</param>
/// <param name="Strategy">Whose turn it is among those who can.</param>
/// <param name="Skills">What a person must be able to do for its tickets.</param>
/// <param name="SkillsWithinMinutes">Minutes of business time after which anybody of the tier may have it.</param>
/// <param name="IdleMinutes">Minutes of business time without a word after which who was given a ticket loses it.</param>
/// <param name="Rights">Who may do what here; none: everybody everything.</param>
internal sealed record QueueView(
    string Name, string Title, Reopening Reopening, int? WithinDays, bool KeepsAssignee, int ClosesAfterDays, bool ChildrenFirst, bool OwnedByTier,
    Strategy Strategy, IReadOnlyList<RequiredSkill> Skills, int? SkillsWithinMinutes, int? IdleMinutes, IReadOnlyList<Grant> Rights)
{
    public static QueueView Of(TicketQueue q) => new(
        q.Name, q.Title, q.Reopening, q.WithinDays, q.KeepsAssignee, q.ClosesAfterDays, q.ChildrenFirst, Tickets.Queues.All.Contains(q.Name),
        q.Strategy, q.Skills, q.SkillsWithinMinutes, q.IdleMinutes, q.Rights);
}

/// <param name="Items">The tiers' queues first, upwards, then the others by name; at most 105.</param>
internal sealed record QueuesView(IReadOnlyList<QueueView> Items);
