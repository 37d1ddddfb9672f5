using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using CustomerOps.Contracts;

namespace CustomerOps.Messaging.Outbox;

/// <summary>One connection of this process to RabbitMQ; opened when needed, and anew when it was lost.</summary>
internal sealed class BrokerConnection(IConfiguration configuration, ServiceDefaults.ServiceName service, string purpose) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;

    /// <summary>A new channel with tracked publisher confirms on which both exchanges exist.</summary>
    public async Task<IChannel> OpenChannel(CancellationToken cancellationToken)
    {
        var connection = await Connect(cancellationToken);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.ExchangeDeclareAsync(Exchanges.Events, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(Exchanges.Partner, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        return channel;
    }

    private async Task<IConnection> Connect(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true }) return _connection;
            if (_connection is not null) await _connection.DisposeAsync();
            var uri = configuration.GetConnectionString("bus") ?? throw new InvalidOperationException("ConnectionStrings:bus is not set.");
            var factory = new ConnectionFactory
            {
                Uri = new Uri(uri), ClientProvidedName = $"{service.Value}-{purpose}", AutomaticRecoveryEnabled = false,
                RequestedConnectionTimeout = TimeSpan.FromSeconds(5), ContinuationTimeout = TimeSpan.FromSeconds(10),
            };
            return _connection = await factory.CreateConnectionAsync(cancellationToken);
        }
        finally { _opening.Release(); }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _opening.Dispose();
    }
}
