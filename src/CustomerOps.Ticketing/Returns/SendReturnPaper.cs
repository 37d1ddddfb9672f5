using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Notices;
using CustomerOps.Ticketing.Sla;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <summary>Who may send something back reads how: number, goods, address and until when. Once for each action, where the organisation writes such mails.</summary>
internal sealed class SendReturnPaper(TicketingDb db, NoticeDesk notices, SlaRulebook rulebook) : IEventHandler<OrderActionApproved>
{
    public async Task Handle(OrderActionApproved told, EventFacts facts, CancellationToken cancellationToken)
    {
        var action = await db.OrderActions.Include(a => a.Order.Customer).SingleOrDefaultAsync(a => a.Id == told.ActionId, cancellationToken);
        if (action is not { MovesGoods: true, IsLive: true } || await notices.Enabled(NoticeKind.ReturnApproved, cancellationToken) is not { Days: { } days } notice) return;
        var zone = (await rulebook.For(db, cancellationToken)).Hours.Zone;
        await notices.Send(NoticeKind.ReturnApproved, action.Order, $"{action.Id}", new Dictionary<string, string?>
        {
            ["order"] = action.Order.ExternalId, ["number"] = action.ReturnNumber, ["address"] = notice.Address,
            ["items"] = string.Join('\n', action.Lines.Select(l => $"- {l.Quantity} × {OneLine.Of(l.Name, 300)} ({l.Sku})")),
            ["deadline"] = NoticeText.Day(told.ApprovedAt.AddDays(days), zone),
        }, cancellationToken);
    }
}
