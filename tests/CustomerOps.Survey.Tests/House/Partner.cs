using System.Collections.Concurrent;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Mail;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Survey.Tests.House;

/// <summary>Stands where Ticketing and the mail service stand: tells CloudEvents on the broker and hears everything Survey tells.</summary>
public sealed class Partner : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentQueue<(string Type, byte[] Body)> _heard = new();

    private readonly string _user;

    private Partner(IConnection connection, IChannel channel, string user) => (_connection, _channel, _user) = (connection, channel, user);

    public static async Task<Partner> Connect(string bus)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(bus) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var partner = new Partner(connection, channel, new Uri(bus).UserInfo.Split(':')[0]);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        foreach (var pattern in (string[])["survey.#", "mail.#"]) await channel.QueueBindAsync(queue, Exchanges.Events, pattern);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            partner._heard.Enqueue((message.RoutingKey, message.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return partner;
    }

    /// <summary>Tells an event; the same <paramref name="id"/> again is the same event.</summary>
    public async Task Tell<T>(Guid tenantId, T told, Guid? id = null) where T : class
    {
        var envelope = new CloudEvent<T>(id ?? Guid.CreateVersion7(), "/test", EventAttribute.TypeOf(typeof(T)), DateTimeOffset.UtcNow, tenantId, told);
        await TellRaw(EventAttribute.ExchangeOf(typeof(T)), envelope.Type, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options), envelope.Id);
    }

    public async Task TellRaw(string exchange, string routingKey, byte[] body, Guid id) => await _channel.BasicPublishAsync(
        exchange, routingKey, mandatory: true, new BasicProperties { MessageId = id.ToString(), ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent, UserId = _user }, body);

    /// <summary>Everything of this kind heard so far.</summary>
    public IReadOnlyList<CloudEvent<T>> Heard<T>() where T : class =>
        [.. _heard.Where(h => h.Type == EventAttribute.TypeOf(typeof(T))).Select(h => JsonSerializer.Deserialize<CloudEvent<T>>(h.Body, ContractJson.Options)!)];

    public Task<CloudEvent<T>> Hear<T>(Func<T, bool> that) where T : class =>
        SurveyHouse.Until(() => Task.FromResult(Heard<T>().FirstOrDefault(h => that(h.Data))), typeof(T).Name);

    /// <summary>The token in the mail of this invitation.</summary>
    public async Task<string> TokenFor(Guid invitationId)
    {
        var mail = (await Hear<MailToSend>(m => m.MailId == invitationId)).Data;
        var start = mail.Text.IndexOf("/s/", StringComparison.Ordinal) + 3;
        return mail.Text.Substring(start, 100);
    }

    public async Task<uint> Waiting(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    /// <summary>What waits in the queue, put back again.</summary>
    public async Task<List<byte[]>> Peek(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        var waiting = new List<byte[]>();
        while (waiting.Count < 1_000 && await channel.BasicGetAsync(queue, autoAck: false) is { } message) waiting.Add(message.Body.ToArray());
        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
