using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Returns;

[Example("""{ "note": "Complete, as new." }""")]
internal sealed record ReceiveGoodsRequest([Text(2000)] string? Note = null);

internal static class ReceiveGoods
{
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, ReceiveGoodsRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var action = await db.OrderActionToChange(id, ifMatch, ct);
        action.Receive(request.Note, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OrderActionView.Of(action), action.Version);
    }
}

internal static class WithdrawOrderAction
{
    public static async Task<Tagged<OrderActionView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var action = await db.OrderActionToChange(id, ifMatch, ct);
        action.Withdraw(time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OrderActionView.Of(action), action.Version);
    }
}
