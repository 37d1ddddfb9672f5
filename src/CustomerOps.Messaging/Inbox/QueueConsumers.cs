using CustomerOps.Messaging.Outbox;
using CustomerOps.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerOps.Messaging.Inbox;

/// <summary>All queues of this service, on a connection of their own: a broker that holds publishers back must not hold consumers back.</summary>
internal sealed class QueueConsumers : BackgroundService, IHealthCheck
{
    private readonly BrokerConnection _broker;
    private readonly QueueConsumer[] _consumers;

    public QueueConsumers(IEnumerable<EventIntake> intakes, IConfiguration configuration, ServiceName service, Senders senders, IServiceProvider services, MessagingMeters meters, TimeProvider time, ILogger<QueueConsumers> log)
    {
        _broker = new BrokerConnection(configuration, service, "consumers");
        _consumers = [.. intakes.Select(intake => new QueueConsumer(intake, _broker, senders, services, meters, time, log))];
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var idle = _consumers.Where(c => !c.IsConsuming).Select(c => c.Queue).ToList();
        return Task.FromResult(idle.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Not consumed: {string.Join(", ", idle)}."));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_consumers.Select(c => c.Run(stoppingToken)));
        await _broker.DisposeAsync();
    }
}
