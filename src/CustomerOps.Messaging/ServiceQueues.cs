using System.Text.Json;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using MassTransit;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace CustomerOps.Messaging;

/// <summary>One handler's subscription to one event.</summary>
internal sealed record Subscription(Type Consumer, Type Handler, string Exchange, string RoutingKey);

/// <summary>A service's queues: one quorum queue per handler, <c>ticketing-open-follow-up</c>, and its <c>_error</c> queue.</summary>
internal sealed record ServiceQueues(string Service, IReadOnlyList<Subscription> Subscriptions)
{
    public IEnumerable<string> Names => Subscriptions.Select(Name);

    public string Name(Subscription subscription) =>
        $"{Service}-{JsonNamingPolicy.KebabCaseLower.ConvertName(subscription.Handler.Name)}";
}

internal static class ServiceQueueSetup
{
    public static void UseServiceQueues(this IBusRegistrationConfigurator bus, IConfiguration configuration, ServiceQueues queues)
    {
        bus.DisableUsageTelemetry();
        foreach (var consumer in queues.Subscriptions.Select(s => s.Consumer)) bus.AddConsumer(consumer);
        bus.UsingRabbitMq((context, rabbit) =>
        {
            rabbit.Host(new Uri(configuration.GetConnectionString("bus") ?? throw new InvalidOperationException("ConnectionStrings:bus is not set.")), $"{queues.Service}-consumers", _ => { });
            foreach (var subscription in queues.Subscriptions)
                rabbit.ReceiveEndpoint(queues.Name(subscription), endpoint => Configure(endpoint, subscription, context));
        });
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Subscription subscription, IBusRegistrationContext context)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.SetQuorumQueue();
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 8;
        endpoint.ClearSerialization();
        endpoint.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        endpoint.Bind(subscription.Exchange, binding =>
        {
            binding.ExchangeType = ExchangeType.Topic;
            binding.Durable = true;
            binding.RoutingKey = subscription.RoutingKey;
        });
        // What is away comes back (a restart, a fail-over): patient. Anything else: three quick tries. What can never work: none.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Transient.Is);
            retry.Exponential(100, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(200));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(e => !Transient.Is(e) && e is not (JsonException or RuleViolation));
            retry.Intervals(100, 500, 2000);
        });
        endpoint.ConfigureConsumer(context, subscription.Consumer);
    }
}
