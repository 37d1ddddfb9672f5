using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

internal static class ListWebhooks
{
    public static Task<Page<WebhookView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct) =>
        db.Set<Webhook>().AsNoTracking().OldestFirst(limit, after, w => w.Id, WebhookView.Of, ct);
}

internal static class GetWebhook
{
    public static async Task<Tagged<WebhookView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var hook = await db.WebhookToRead(id, ct);
        return Tagged.Ok(WebhookView.Of(hook), hook.Version);
    }

    public static async Task<Webhook> WebhookToRead(this TicketingDb db, Guid id, CancellationToken ct) =>
        await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct) ?? throw new NotFound("webhook");
}
