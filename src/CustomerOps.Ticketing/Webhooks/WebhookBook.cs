using System.Text;
using CustomerOps.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>An active webhook, as far as it is asked with every event.</summary>
internal sealed record ActiveWebhook(Guid Id, string[] EventTypes);

/// <summary>Remembers each organisation's active webhooks, so that who has none pays nothing for them.</summary>
internal sealed class WebhookBook(WebhookSettings settings, TimeProvider time)
{
    private readonly Remembered<List<ActiveWebhook>> _known = new(time);

    public ValueTask<List<ActiveWebhook>> Active(TicketingDb db, CancellationToken ct) => _known.Of(db.Tenant.Required, () =>
        db.Set<Webhook>().AsNoTracking().Where(w => w.Active).OrderBy(w => w.Id).Take(Webhook.Most).Select(w => new ActiveWebhook(w.Id, w.EventTypes)).ToListAsync(ct));

    public bool MaySend(byte[] body) => body.Length <= settings.LargestBody;

    public void Forget(Guid tenantId) => _known.Forget(tenantId);
}

internal static class WebhookPlanning
{
    /// <summary>With every save that publishes: a delivery of each event for each webhook that asks for it, so none is lost and none is told that did not happen.</summary>
    public static async Task PlanDeliveries(this TicketingDb db, IReadOnlyList<Told> leaving, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        if (await book.Active(db, ct) is not { Count: > 0 } hooks) return;
        foreach (var told in leaving)
            foreach (var hook in hooks.Where(h => WebhookTypes.Ask(h.EventTypes, told.Type)))
            {
                var fits = book.MaySend(told.Body);
                var delivery = new WebhookDelivery { WebhookId = hook.Id, EventId = told.Id, Type = told.Type, Subject = told.Subject, Body = fits ? Encoding.UTF8.GetString(told.Body) : null, CreatedAt = time.Now() };
                db.Add(delivery);
                if (fits) db.Add(QueuedDelivery.Of(delivery, time.GetUtcNow()));
                else delivery.GiveUp("too-large", time.Now());
            }
    }
}
