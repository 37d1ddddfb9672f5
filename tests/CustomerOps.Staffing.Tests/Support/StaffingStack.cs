using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;
using Xunit;

namespace CustomerOps.Staffing.Tests.Support;

/// <summary>Identity, gateway and Staffing on real servers, and a hand on the broker to tell events as other services would.</summary>
[CollectionDefinition(Collection)]
public sealed class StaffingStack : IAsyncLifetime, ICollectionFixture<StaffingStack>
{
    /// <summary>Tests through the door share one system; those of the mathematics need none and run beside it.</summary>
    public const string Collection = "staffing";

    private IConnection? _broker;
    private IChannel? _channel;

    public ServiceStack Services { get; private set; } = null!;

    public IConnection Broker => _broker!;

    public async ValueTask InitializeAsync()
    {
        Services = await ServiceStack.Start("staffing");
        _broker = await new ConnectionFactory { Uri = new Uri(Services.Bus) }.CreateConnectionAsync();
        _channel = await _broker.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    public Guid Nordlys => Services.Organisation("nordlys");

    public HttpClient As(string role, string slug = "nordlys") => Services.Client(slug, role);

    /// <summary>Publishes an event as its service would; the same <paramref name="id"/> twice is the same message twice.</summary>
    public async Task Tell<T>(T told, Guid? tenant = null, Guid? id = null, DateTimeOffset? at = null) where T : notnull
    {
        var type = EventAttribute.TypeOf(typeof(T));
        var envelope = new CloudEvent<T>(id ?? Guid.CreateVersion7(), "/test", type, at ?? DateTimeOffset.UtcNow, tenant ?? Nordlys, told);
        var properties = new BasicProperties { MessageId = envelope.Id.ToString(), ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent };
        await _channel!.BasicPublishAsync(Exchanges.Events, type, mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options));
    }

    /// <summary>A new member of staff as Identity would tell of one, waited for until Staffing knows.</summary>
    public async Task<Guid> Hire(string name, string role = "agent", string language = "da", string slug = "nordlys", string branch = "main")
    {
        var id = Guid.CreateVersion7();
        await Tell(new PersonUpserted(id, name, $"{id:n}@example.org", language, [role], [branch], true), Services.Organisation(slug));
        using var admin = As("admin", slug);
        await Eventually.True(async () => (await admin.GetAsync($"/api/v1/people/{id}")).IsSuccessStatusCode, $"{name} should be known");
        return id;
    }

    public Task TellTicket(string channel, DateTimeOffset createdAt, Guid? id = null, string origin = "contact") => Tell(
        new TicketCreated(Guid.CreateVersion7(), "N-1", channel, origin, "Question", "da", "normal", null,
            new TicketCustomer(Guid.CreateVersion7(), "A customer", null, "da", true), null, [], createdAt), id: id);

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null) await _channel.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        if (Services is not null) await Services.DisposeAsync();
    }
}

internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string what)
    {
        for (var until = DateTime.UtcNow.AddSeconds(30); DateTime.UtcNow < until; await Task.Delay(100))
            if (await condition()) return;
        throw new TimeoutException($"Within 30 seconds {what}.");
    }
}
