using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Benchmarks.Floors;

/// <summary>The same RabbitMQ without us: publish to a topic exchange, wait for the confirmation and for the message out of a quorum queue.</summary>
internal sealed class BareBroker : IAsyncDisposable
{
    private const string Exchange = "floor", Queue = "floor";
    private readonly IConnection _connection;
    private readonly IChannel[] _publishers;
    private readonly byte[] _body = new byte[800];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _awaited = new();

    private BareBroker(IConnection connection, IChannel[] publishers) => (_connection, _publishers) = (connection, publishers);

    public static async Task<BareBroker> Start(string bus, int clients)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(bus) }.CreateConnectionAsync();
        var channels = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => connection.CreateChannelAsync(new CreateChannelOptions(true, true))));
        var broker = new BareBroker(connection, channels);
        await broker.Consume();
        return broker;
    }

    /// <summary>From the first byte published until the message was consumed and confirmed.</summary>
    public Task<Sample> PublishAndConsume(TimeSpan time) => Load.For(time, _publishers.Length, async client =>
    {
        var id = Guid.NewGuid().ToString();
        var consumed = _awaited[id] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _publishers[client].BasicPublishAsync(Exchange, "floor.v1", mandatory: true, new BasicProperties { MessageId = id, DeliveryMode = DeliveryModes.Persistent }, _body);
        await consumed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    });

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task Consume()
    {
        var channel = await _connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(Queue, Exchange, "floor.v1");
        await channel.BasicQosAsync(0, 16, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            if (_awaited.TryRemove(message.BasicProperties.MessageId!, out var waiting)) waiting.SetResult(Stopwatch.GetTimestamp());
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
    }
}
