namespace CustomerOps.Ticketing.Returns;

internal static class PreviewOrderAction
{
    public static async Task<DecisionView> Handle(Guid id, AskOrderAction request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var (on, ask, policy) = await db.Read(id, request, time.Now(), ct);
        return DecisionView.Of(Judge.Decide(policy, on, ask), policy, on.Order);
    }
}
