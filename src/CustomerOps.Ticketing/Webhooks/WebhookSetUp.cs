using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>What webhooks need of the host, in one place.</summary>
internal static class WebhookSetUp
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        WebhookHttp.Add(services);
        return services.AddSingleton(provider => new AllowedAddresses(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), "Webhooks"))
            .AddSingleton<WebhookSettings>().AddSingleton<WebhookKeys>().AddSingleton<WebhookBook>().AddSingleton<OverfullQueues>().AddScoped<SendLane>().AddHostedService<SendWebhooks>();
    }

    public static Subscriptions<TicketingDb> ToWebhooks(this Subscriptions<TicketingDb> listen) => listen.When<ForgetDeliveries, SweepDeliveries>();
}
