using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Webhooks;

internal static class ChangeWebhookKey
{
    public static async Task<Tagged<KeyedWebhook>> Handle(Guid id, TicketingDb db, WebhookKeys keys, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.WebhooksOneAtATime(ct);
        var hook = await db.WebhookToChange(id, null, ct);
        var (shown, kept) = keys.New(hook.Id);
        hook.Change(kept, time.Now());
        await db.Stored(hook, transaction, book, ct);
        return Tagged.Created($"/api/v1/webhooks/{hook.Id}", new KeyedWebhook(hook.Id, hook.Name, shown, WebhookView.Of(hook)), hook.Version);
    }
}
