using System.Collections.Concurrent;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Contracts.DataProtection.Grpc;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Stack;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Testing.DataProtection;

/// <summary>Stands where Ticketing stands when a person is erased or exported: orders it on the broker, hears who has done their part, and asks by gRPC.</summary>
public sealed class Manager : IAsyncDisposable
{
    private readonly ServiceStack _stack;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentQueue<PartErased> _heard = new();

    private Manager(ServiceStack stack, IConnection connection, IChannel channel) => (_stack, _connection, _channel) = (stack, connection, channel);

    public static async Task<Manager> Connect(ServiceStack stack)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(stack.Bus) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var manager = new Manager(stack, connection, channel);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Exchanges.Events, EventAttribute.TypeOf(typeof(PartErased)));
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            manager._heard.Enqueue(JsonSerializer.Deserialize<CloudEvent<PartErased>>(message.Body.Span, ContractJson.Options)!.Data);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return manager;
    }

    /// <summary>All that services said about this order.</summary>
    public IReadOnlyList<PartErased> Heard(Guid erasure) => [.. _heard.Where(p => p.ErasureId == erasure)];

    public static ErasureOrdered Order(Guid customer, string address, string words, params Guid[] cases) =>
        new(Guid.CreateVersion7(), [customer], cases, [address.ToLowerInvariant()], words, DateTimeOffset.UtcNow);

    /// <summary>Tells an event; with the same id it is the same one.</summary>
    public async Task Tell<T>(Guid tenant, T told, Guid? id = null, DateTimeOffset? at = null) where T : class
    {
        var envelope = new CloudEvent<T>(id ?? Guid.CreateVersion7(), "/test", EventAttribute.TypeOf(typeof(T)), at ?? DateTimeOffset.UtcNow, tenant, told);
        var properties = new BasicProperties { MessageId = envelope.Id.ToString(), ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent };
        await _channel.BasicPublishAsync(EventAttribute.ExchangeOf(typeof(T)), envelope.Type, mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options));
    }

    /// <summary>Orders it and waits until that service has said that its part is done.</summary>
    public async Task<PartErased> Erase(Guid tenant, ErasureOrdered order, string service)
    {
        await Tell(tenant, order);
        return await Done(order.ErasureId, service);
    }

    public async Task<PartErased> Done(Guid erasure, string service)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (Heard(erasure).FirstOrDefault(p => p.Service == service) is { } part) return part;
            await Task.Delay(100);
        }

        throw new TimeoutException($"{service} did not erase within a minute:\n{_stack.Log(service)}");
    }

    /// <summary>What the service answers when Ticketing asks for a person's rows.</summary>
    public async Task<List<(string Table, JsonElement Row)>> Export(string service, Guid tenant, Guid customer, string address, params Guid[] cases)
    {
        using var channel = GrpcChannel.ForAddress(_stack.Grpc(service));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:Service"] = "service-key-of-the-tests" }).Build();
        var headers = new ServiceToken(configuration, new ServiceName("ticketing"), TimeProvider.System).Headers(tenant);
        var request = new ExportRequest { CustomerIds = { $"{customer}" }, CaseIds = { cases.Select(c => $"{c}") }, Addresses = { address.ToLowerInvariant() } };
        using var call = new PersonalData.PersonalDataClient(channel).Export(request, headers, DateTime.UtcNow.AddSeconds(30));
        var rows = new List<(string, JsonElement)>();
        await foreach (var row in call.ResponseStream.ReadAllAsync()) rows.Add((row.Table, JsonSerializer.Deserialize<JsonElement>(row.Json)));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
