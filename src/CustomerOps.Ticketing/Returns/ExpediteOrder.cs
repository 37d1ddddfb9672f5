using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

/// <param name="Cost">What it costs the house, in the order's currency: the policy says from where on somebody approves.</param>
/// <param name="TicketId">The ticket it belongs to.</param>
[Example("""{ "reason": "A wedding on Saturday", "cost": 12.50 }""")]
internal sealed record ExpediteOrderRequest([Text(200)] string Reason, [Range(0.01, 1_000_000)] decimal? Cost = null, Guid? TicketId = null);

internal static class ExpediteOrder
{
    /// <summary>An order is expedited once: while that is under way or done, the same again gives the same.</summary>
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, ExpediteOrderRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var action = await db.Retry(async () =>
        {
            var (on, ask, policy) = await db.Read(id, new(OrderActionKind.Expedite, Amount: request.Cost, Reason: request.Reason, TicketId: request.TicketId), time.Now(), ct);
            if (on.Live.FirstOrDefault(a => a.Kind == OrderActionKind.Expedite) is { } before) return before;
            var proposed = OrderAction.Propose(on, ask, Judge.Decide(policy, on, ask), policy.Number, null, request.TicketId, Author.Of(caller));
            db.Add(proposed);
            await db.SaveChangesAsync(ct);
            return proposed;
        });
        return Tagged.Ok(OrderActionView.Of(action), action.Version);
    }
}
