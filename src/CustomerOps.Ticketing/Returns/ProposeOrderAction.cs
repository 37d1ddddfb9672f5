using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

internal static class ProposeOrderAction
{
    /// <summary>Two at the same moment are judged one after the other: the order counts as changed by each.</summary>
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, AskOrderAction request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var action = await db.Retry(async () =>
        {
            var (on, ask, policy) = await db.Read(id, request, time.Now(), ct);
            var proposed = OrderAction.Propose(on, ask, Judge.Decide(policy, on, ask), policy.Number, request.Address, request.TicketId, Author.Of(caller));
            db.Add(proposed);
            await db.SaveChangesAsync(ct);
            return proposed;
        });
        return Tagged.Created($"/api/v1/order-actions/{action.Id}", OrderActionView.Of(action), action.Version);
    }
}
