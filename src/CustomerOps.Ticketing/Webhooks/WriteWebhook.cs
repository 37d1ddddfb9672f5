using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerOps.Ticketing.Webhooks;

internal static class CreateWebhook
{
    public static async Task<Tagged<KeyedWebhook>> Handle(WebhookRequest request, TicketingDb db, WebhookHttp http, WebhookKeys keys, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.WebhooksOneAtATime(ct);
        RuleViolation.Unless(await db.Set<Webhook>().CountAsync(ct) < Webhook.Most, "webhook.too-many", $"An organisation has at most {Webhook.Most} webhooks.");
        var hook = new Webhook(time.Now());
        var (shown, kept) = keys.New(hook.Id);
        hook.Take(kept);
        hook.Put(request, http);
        if (request.Active) hook.Activate();
        else hook.Rest(time.Now());
        db.Add(hook);
        await db.PlanForgettingDeliveries(time, ct);
        await db.Stored(hook, transaction, book, ct);
        return Tagged.Created($"/api/v1/webhooks/{hook.Id}", new KeyedWebhook(hook.Id, hook.Name, shown, WebhookView.Of(hook)), hook.Version);
    }
}

internal static class SetWebhook
{
    public static async Task<Tagged<WebhookView>> Handle(Guid id, WebhookRequest request, IfMatch ifMatch, TicketingDb db, WebhookHttp http, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.WebhooksOneAtATime(ct);
        var hook = await db.WebhookToChange(id, ifMatch, ct);
        hook.Put(request, http);
        if (request.Active) hook.Activate();
        else hook.Rest(time.Now());
        if (!hook.Active) await db.GiveUpWaiting(hook.Id, time.Now(), ct);
        await db.Stored(hook, transaction, book, ct);
        return Tagged.Ok(WebhookView.Of(hook), hook.Version);
    }
}

internal static class RemoveWebhook
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, TicketingDb db, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.WebhooksOneAtATime(ct);
        var hook = await db.WebhookToChange(id, ifMatch, ct);
        await db.GiveUpWaiting(hook.Id, time.Now(), ct);
        db.Remove(hook);
        await db.Stored(hook, transaction, book, ct);
        return TypedResults.NoContent();
    }
}

internal static class WebhookChanges
{
    /// <summary>So that there are never more than may be, nor two of one name.</summary>
    public static async Task<IDbContextTransaction?> WebhooksOneAtATime(this TicketingDb db, CancellationToken ct)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Lock("webhooks", ct);
        return own;
    }

    public static async Task<Webhook> WebhookToChange(this TicketingDb db, Guid id, IfMatch? ifMatch, CancellationToken ct)
    {
        var hook = await db.Set<Webhook>().SingleOrDefaultAsync(w => w.Id == id, ct) ?? throw new NotFound("webhook");
        ifMatch?.Check(hook.Version);
        return hook;
    }

    public static void Put(this Webhook hook, WebhookRequest request, WebhookHttp http)
    {
        RuleViolation.Unless(http.MayCall(request.Url), "webhook.address-not-allowed", "A webhook is an https address on the public internet, without user or fragment.", "url");
        hook.Set(request.Name, request.Url, request.EventTypes);
    }

    public static async Task Stored(this TicketingDb db, Webhook hook, IDbContextTransaction? transaction, WebhookBook book, CancellationToken ct)
    {
        RuleViolation.Unless(!await db.Set<Webhook>().AnyAsync(w => w.Id != hook.Id && w.Name == hook.Name, ct), "webhook.name-taken", "Another webhook has this name.", "name");
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        book.Forget(db.Tenant.Required);
    }
}
