using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Identity;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Ticketing with the real Staffing beside it, behind the gateway; the test tells of people as Identity does.</summary>
public sealed class RoutedStack : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonNode> _heard = new();
    private readonly string _mailboxes = Path.Combine(Path.GetTempPath(), $"mailboxes-{Guid.NewGuid():n}.json");
    private IConnection _bus = null!;
    private IChannel _channel = null!;

    public ServiceStack Stack { get; private set; } = null!;
    public HttpClient Agent { get; private set; } = null!;
    public HttpClient Lead { get; private set; } = null!;
    public HttpClient Manager { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await ServiceStack.Start(["ticketing", "staffing"], new() { ["MAILBOXES_FILE"] = _mailboxes });
        await File.WriteAllTextAsync(_mailboxes, $$"""{"help@nordlys.example":"{{Stack.Organisation("nordlys")}}"}""");
        (Agent, Lead, Manager) = (Stack.Client("nordlys", "agent"), Stack.Client("nordlys", "supervisor"), Stack.Client("nordlys", "manager"));
        _bus = await new ConnectionFactory { Uri = new Uri(Stack.Bus) }.CreateConnectionAsync();
        _channel = await _bus.CreateChannelAsync(new CreateChannelOptions(true, true));
        var queue = await _channel.QueueDeclareAsync();
        await _channel.QueueBindAsync(queue.QueueName, Exchanges.Events, "#");
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, message) => { _heard.Enqueue(JsonNode.Parse(message.Body.Span)!); return Task.CompletedTask; };
        await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        await Eventually(async () => await Scalar<long>("select count(*) from organisations") == 2, "both organisations are known");
        // Where tickets come in nobody of any test is given them before the test has moved them to its own queue.
        (await Manager.Call(HttpMethod.Put, "/queues/front-line", new { title = "Front line", reopening = "reopen", skills = new[] { new { skill = "nobody-has-it", level = 3 } } }, "\"0\"")).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The data of the events of that type heard so far.</summary>
    public IEnumerable<JsonNode> Heard(string type) => _heard.Where(e => (string?)e["type"] == type).Select(e => e["data"]!);

    public async Task Tell<T>(T told, Guid? id = null) where T : class
    {
        var type = EventAttribute.TypeOf(typeof(T));
        var envelope = new CloudEvent<T>(id ?? Guid.CreateVersion7(), "/test", type, DateTimeOffset.UtcNow, Stack.Organisation("nordlys"), told);
        await _channel.BasicPublishAsync(EventAttribute.ExchangeOf(typeof(T)), type, mandatory: true,
            new BasicProperties { MessageId = $"{envelope.Id}", ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent }, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options));
    }

    /// <summary>A new member of staff whom both services know, with this one skill.</summary>
    public async Task<Guid> Hire(string name, string skill, int level = 2, string role = "agent")
    {
        var id = Guid.CreateVersion7();
        await Tell(new PersonUpserted(id, name, $"{id:n}@nordlys.example", "en", [role], [ServiceStack.Morning], true));
        await Eventually(async () => (await Lead.Get($"/people/{id}")).Status == HttpStatusCode.OK && (await Lead.Get($"/routing-people/{id}")).Status == HttpStatusCode.OK, $"{name} is known");
        await Learn(id, skill, level);
        return id;
    }

    public async Task Learn(Guid id, string skill, int level) => (await Lead.Call(HttpMethod.Put, $"/people/{id}/skills", new[] { new { skill, level } }, "*")).Status.ShouldBe(HttpStatusCode.OK);

    /// <summary>A shift that began five minutes ago, or will.</summary>
    internal async Task<Answer> StartShift(Guid person, double minutesFromNow = -5, double lasts = 240)
    {
        var now = DateTimeOffset.UtcNow;
        var from = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddMinutes(minutesFromNow); // the database keeps no parts of a microsecond
        var made = await Lead.Post("/shifts", new { personId = person, startsAt = from, endsAt = from.AddMinutes(lasts) });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made;
    }

    /// <summary>A queue that asks for one skill, so that no other test's people are given its tickets.</summary>
    public async Task<(string Queue, string Skill)> NewDesk(object? more = null)
    {
        var name = $"q{Guid.NewGuid():n}"[..16];
        var body = JsonSerializer.SerializeToNode(new { title = name, reopening = "reopen", skills = new[] { new { skill = name, level = 2 } } })!.AsObject();
        if (more is not null) foreach (var (key, value) in JsonSerializer.SerializeToNode(more)!.AsObject()) body[key] = value?.DeepClone();
        (await Manager.Call(HttpMethod.Put, $"/queues/{name}", body.ToJsonString(), "\"0\"")).Status.ShouldBe(HttpStatusCode.OK, name);
        return (name, name);
    }

    /// <summary>A ticket that waits in that queue.</summary>
    public async Task<Guid> Wait(string queue, string priority = "normal", string channel = "email")
    {
        var ticket = await Agent.CreateTicket(priority: priority, channel: channel);
        await Move(ticket.Id, queue);
        return ticket.Id;
    }

    public async Task Move(Guid ticket, string queue)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            var moved = await Agent.PutFresh($"/tickets/{ticket}", "/assignee", new { queue });
            if (moved.Status == HttpStatusCode.OK) return;
            moved.Status.ShouldBe(HttpStatusCode.PreconditionFailed, $"somebody was given it meanwhile; {moved.Body.ToJsonString()}\n{Stack.Log("ticketing")}");
        }

        throw new ShouldAssertException("The ticket could not be moved.");
    }

    public async Task<Guid?> HolderOf(Guid ticket) => (Guid?)(await Agent.Get($"/tickets/{ticket}")).Body["assignee"]?["personId"];

    public Task Holds(Guid person, Guid ticket) => Eventually(async () => await HolderOf(ticket) == person, "they have the ticket");

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

    public async Task Eventually(Func<Task<bool>> holds, string what, int withinSeconds = 90)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(withinSeconds);
        while (!await holds())
        {
            if (DateTimeOffset.UtcNow > until) throw new ShouldAssertException($"Not within {withinSeconds} s: {what}\n{Stack.Log("ticketing", 25)}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[Agent, Lead, Manager]) client.Dispose();
        await _channel.DisposeAsync();
        await _bus.DisposeAsync();
        await Stack.DisposeAsync();
        File.Delete(_mailboxes);
    }
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's own word.
public sealed class RoutedCollection : ICollectionFixture<RoutedStack>
#pragma warning restore CA1711
{
    public const string Name = "routed";
}
