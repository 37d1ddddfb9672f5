using CustomerOps.Messaging.Http;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Webhooks;

internal static class WebhookEndpoints
{
    public static RouteGroupBuilder MapWebhooks(this RouteGroupBuilder api)
    {
        var hooks = api.MapGroup("/webhooks").For(Roles.Managers).WithTags("Webhooks");
        hooks.MapGet("/", ListWebhooks.Handle).WithSummary("Who else hears of what Ticketing publishes, by signed requests");
        hooks.MapPost("/", CreateWebhook.Handle).ShowsSecretOnce().WithSummary("A new webhook, at most 20; the key that signs is shown this once");
        hooks.MapGet("/{id:guid}", GetWebhook.Handle).WithSummary("One webhook");
        hooks.MapPut("/{id:guid}", SetWebhook.Handle).WithSummary("Change a webhook, or switch it on or off; what waits for one that is switched off is given up");
        hooks.MapDelete("/{id:guid}", RemoveWebhook.Handle).Produces(204).WithSummary("Remove a webhook; its deliveries go within days");
        hooks.MapGet("/{id:guid}/deliveries", ListDeliveries.Handle).WithSummary("What was or is to be sent and what became of it, newest first; kept for 30 days");
        hooks.MapGet("/{id:guid}/deliveries/{deliveryId:guid}", GetDelivery.Handle).WithSummary("One delivery with what is sent");
        hooks.MapPost("/{id:guid}/key", ChangeWebhookKey.Handle).ShowsSecretOnce().WithSummary("Another key, shown this once; the one before signs beside it for 24 hours");
        hooks.MapPost("/{id:guid}/replays", ReplayDeliveries.Handle).WithSummary("Send deliveries again, those named or those of a time, in their order and with their ids");
        hooks.MapPost("/{id:guid}/pings", PingWebhook.Handle).WithSummary("Send a test event now and say what came of it, whether the webhook is on or off");
        return api;
    }
}
