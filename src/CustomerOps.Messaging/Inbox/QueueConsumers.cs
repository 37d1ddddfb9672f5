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

    public QueueConsumers(IEnumerable<EventIntake> intakes, IConfiguration configuration, ServiceName service, Senders senders, PausedQueues paused, IServiceProvider services, MessagingMeters meters, TimeProvider time, ILogger<QueueConsumers> log)
    {
        _broker = new BrokerConnection(configuration, service, "consumers");
        _consumers = [.. intakes.Select(intake => new QueueConsumer(intake, _broker, senders, paused, services, meters, time, log))];
        meters.ObservePaused(() => Views.Count(v => v.PausedAt is not null));
    }

    public IReadOnlyList<ConsumerView> Views => [.. _consumers.Select(c => c.View)];

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var idle = Views.Where(v => v.State == "not-consumed").Select(v => v.Queue).ToList();
        var paused = Views.Where(v => v.State == "paused").Select(v => $"{v.Queue} since {v.PausedAt:u}").ToList();
        if (idle.Count > 0) return Task.FromResult(HealthCheckResult.Unhealthy($"Not consumed: {string.Join(", ", idle)}."));
        // Somebody wanted it so: the service serves, and says what it leaves lying.
        return Task.FromResult(HealthCheckResult.Healthy(paused.Count == 0 ? null : $"Paused by an operator: {string.Join(", ", paused)}."));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_consumers.Select(c => c.Run(stoppingToken)));
        await _broker.DisposeAsync();
    }
}
