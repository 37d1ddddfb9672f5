namespace CustomerOps.Ticketing.Promises;

/// <param name="PersonId">Who keeps it; null: whoever has the ticket.</param>
/// <param name="Done">Its ticket stayed solved until it was closed; before, nothing counts as done.</param>
/// <param name="Late">Its time went by before it was kept.</param>
internal sealed record PromiseView(
    Guid Id, Guid TicketId, Guid CustomerId, PromiseKind Kind, string Text, DateTimeOffset DueAt, Guid? PersonId, string? Contact, PromiseState State, bool Done, bool Late, DateTimeOffset? MissedAt, int Escalations,
    IReadOnlyList<CallAttempt> Attempts, string? Outcome, DateTimeOffset? KeptAt, Guid? SettledBy, string? SettledByName, DateTimeOffset? SettledAt, Guid? CreatedBy, string CreatedByName, DateTimeOffset CreatedAt)
{
    public static PromiseView Of(CustomerPromise p) => new(
        p.Id, p.TicketId, p.CustomerId, p.Kind, p.Text, p.DueAt, p.PersonId, p.Contact, p.State, p.State == PromiseState.Settled, p.IsLate, p.MissedAt, p.Escalations,
        p.Attempts, p.Outcome, p.KeptAt, p.SettledBy, p.SettledByName, p.SettledAt, p.CreatedBy, p.CreatedByName, p.CreatedAt);
}
