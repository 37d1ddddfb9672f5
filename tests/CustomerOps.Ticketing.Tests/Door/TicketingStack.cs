using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Ticketing behind the gateway on real servers; the test speaks and listens on the bus as its neighbours do. Nobody answers for Staffing and Knowledge base.</summary>
public sealed class TicketingStack : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonNode> _heard = new();
    private IConnection _bus = null!;
    private IChannel _channel = null!;

    public ServiceStack Stack { get; private set; } = null!;
    public HttpClient Agent { get; private set; } = null!;
    public HttpClient Manager { get; private set; } = null!;
    public HttpClient Partner { get; private set; } = null!;

    /// <summary>An agent of the other organisation.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>A person who works at nordlys.</summary>
    public Guid Person { get; } = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        Stack = await ServiceStack.Start("ticketing");
        (Agent, Manager, Partner, Stranger) = (Stack.Client("nordlys", "agent"), Stack.Client("nordlys", "manager"), Stack.Client("nordlys", "partner"), Stack.Client("aurora", "agent"));
        _bus = await new ConnectionFactory { Uri = new Uri(Stack.Bus) }.CreateConnectionAsync();
        _channel = await _bus.CreateChannelAsync(new CreateChannelOptions(true, true));
        var queue = await _channel.QueueDeclareAsync();
        await _channel.QueueBindAsync(queue.QueueName, Exchanges.Events, "#");
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, message) => { _heard.Enqueue(JsonNode.Parse(message.Body.Span)!); return Task.CompletedTask; };
        await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        await Tell(new Contracts.Identity.PersonUpserted(Person, "Agnes", "agnes@nordlys.example", "da", ["agent"], [], true));
        await Eventually(async () => await Scalar<long>("select count(*) from organisations") == 2, "both organisations are known", withinSeconds: 90);
        await Eventually(async () => await Scalar<long>("select count(*) from people") > 0, "the person is known", withinSeconds: 90);
    }

    /// <summary>Says something on the bus as another service or a partner would.</summary>
    public async Task Tell<T>(T told, Guid? messageId = null, string organisation = "nordlys", DateTimeOffset? at = null) where T : class
    {
        var (id, type) = (messageId ?? Guid.CreateVersion7(), EventAttribute.TypeOf(typeof(T)));
        var envelope = new CloudEvent<T>(id, "/test", type, at ?? DateTimeOffset.UtcNow, Stack.Organisation(organisation), told);
        await _channel.BasicPublishAsync(EventAttribute.ExchangeOf(typeof(T)), type, mandatory: true,
            new BasicProperties { MessageId = id.ToString(), ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent, UserId = new Uri(Stack.Bus).UserInfo.Split(':')[0] },
            JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options));
    }

    /// <summary>The data of the events of that type about that subject heard so far.</summary>
    public IReadOnlyList<JsonNode> Heard(string type, Guid subject) =>
        [.. _heard.Where(e => (string?)e["type"] == type && (string?)e["subject"] == subject.ToString()).Select(e => e["data"]!)];

    /// <summary>As an inbox takes them: what is told again after a death has the same id and is one.</summary>
    public IReadOnlyList<JsonNode> Taken(string type, Guid subject) =>
        [.. _heard.Where(e => (string?)e["type"] == type && (string?)e["subject"] == subject.ToString()).DistinctBy(e => (string?)e["id"]).Select(e => e["data"]!)];

    public async Task<JsonNode> Hear(string type, Guid subject)
    {
        await Eventually(() => Task.FromResult(Heard(type, subject).Count > 0), $"{type} about {subject}");
        return Heard(type, subject)[0];
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var database = Stack.Database("ticketing");
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<int> Execute(string sql)
    {
        await using var database = Stack.Database("ticketing");
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task Eventually(Func<Task<bool>> holds, string? what = null, int withinSeconds = 30)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(withinSeconds);
        while (!await holds())
        {
            if (DateTimeOffset.UtcNow > until) throw new ShouldAssertException($"Not within {withinSeconds} s: {what}\n{Stack.Log("ticketing")}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[Agent, Manager, Partner, Stranger]) client.Dispose();
        await _channel.DisposeAsync();
        await _bus.DisposeAsync();
        await Stack.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's own word.
public sealed class DoorCollection : ICollectionFixture<TicketingStack>
#pragma warning restore CA1711
{
    public const string Name = "door";
}
