using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Survey;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>Listens as a partner would for <see cref="SurveyInvited"/> and tells when the one about a ticket arrived.</summary>
internal sealed class Invited : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<long>> _awaited = new();

    private Invited(IConnection connection) => _connection = connection;

    public static async Task<Invited> Listen(string bus)
    {
        var invited = new Invited(await new ConnectionFactory { Uri = new Uri(bus) }.CreateConnectionAsync());
        await invited.Bind();
        return invited;
    }

    /// <summary>When it arrived, in ticks of <see cref="Stopwatch"/>. Ask before the ticket is solved.</summary>
    public Task<long> About(Guid ticketId) =>
        _awaited.GetOrAdd(ticketId, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task Bind()
    {
        var channel = await _connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, Exchanges.Events, EventAttribute.TypeOf(typeof(SurveyInvited)));
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            var arrived = Stopwatch.GetTimestamp();
            var told = JsonSerializer.Deserialize<CloudEvent<SurveyInvited>>(message.Body.Span, ContractJson.Options)!;
            if (told.Data.TriggerId is { } ticket && _awaited.TryRemove(ticket, out var waiting)) waiting.SetResult(arrived);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
    }
}
