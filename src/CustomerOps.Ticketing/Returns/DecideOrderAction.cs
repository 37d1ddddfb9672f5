using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

[Example("""{ "approved": true, "note": "A regular customer." }""")]
internal sealed record DecideOrderActionRequest(bool Approved, [Text(2000)] string? Note = null);

internal static class DecideOrderAction
{
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, DecideOrderActionRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var action = await db.OrderActionToChange(id, ifMatch, ct);
        if (request.Approved) action.Approve(Author.Of(caller), caller.Rank(), request.Note, time.Now());
        else action.Decline(Author.Of(caller), caller.Rank(), request.Note, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OrderActionView.Of(action), action.Version);
    }
}
