using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// A partner tells of a completed order and waits until its own queue holds what CustomerOps tells of it: the order is stored before that, so the
/// time is an upper bound of "in → visible", and all of the way out besides.
/// </summary>
internal static class PartnerIn
{
    private const string Told = "ticketing.order-completed.v1", Name = "partner: order-completed.v1 in → stored → told in the partner's queue";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(50);

    public static Measure[] All(Bench bench) =>
    [
        new("partner", "floor: publish, confirm, consume (beside partner)", bench.Broker.PublishAndConsume),
        new("partner", Name, time => Tell(bench, time, default), "floor: publish, confirm, consume (beside partner)"),
        new("partner", Name + ", 16 clients pausing 50 ms", time => Tell(bench, time, Pause), "floor: publish, confirm, consume (beside partner)"),
    ];

    private static async Task<Sample> Tell(Bench bench, TimeSpan time, TimeSpan pause)
    {
        using var admin = bench.Stack.Client("nordlys", "admin");
        using var answer = await admin.PutAsJsonAsync($"/api/v1/partners/b{Guid.NewGuid():n}"[..36], new { subscriptions = (string[])[Told] });
        var admitted = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"No partner was admitted: {admitted}");
        var user = admitted["user"]!.GetValue<string>();
        await using var connection = await new ConnectionFactory { Uri = new UriBuilder(bench.Stack.Bus) { UserName = user, Password = admitted["secret"]!.GetValue<string>() }.Uri }.CreateConnectionAsync();
        await using var reader = await connection.CreateChannelAsync();
        await using var writer = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var awaited = new ConcurrentDictionary<string, TaskCompletionSource>();
        var consumer = new AsyncEventingBasicConsumer(reader);
        consumer.ReceivedAsync += (_, message) =>
        {
            if (awaited.TryRemove(JsonNode.Parse(message.Body.Span)!["data"]!["externalId"]!.GetValue<string>(), out var waiting)) waiting.SetResult();
            return Task.CompletedTask;
        };
        await reader.BasicConsumeAsync(PartnerQueues.Events(user), autoAck: true, consumer);
        return await Load.For(time, bench.Clients, async _ =>
        {
            var (id, waiting) = (Guid.CreateVersion7(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            awaited[$"{id}"] = waiting;
            await writer.BasicPublishAsync(Exchanges.Partner, "order-completed.v1", mandatory: true, new BasicProperties { UserId = user, MessageId = $"{id}", DeliveryMode = DeliveryModes.Persistent }, Order(id, bench.Stack.Organisation("nordlys")));
            await waiting.Task.WaitAsync(Patience);
        }, pause);
    }

    /// <summary>One of a thousand customers bought a cup.</summary>
    private static byte[] Order(Guid id, Guid organisation) => Encoding.UTF8.GetBytes($$"""
        {"specversion":"1.0","id":"{{id}}","source":"/shop","type":"order-completed.v1","time":"2026-11-20T10:00:00Z","tenantid":"{{organisation}}","data":{"externalId":"{{id}}","customer":{"email":"customer-{{Random.Shared.Next(1_000)}}@example.com","name":"Anna Berg","language":"da","branch":"main"},"lines":[ {"sku":"CUP-01","name":"Kop","quantity":3,"unitPrice":19.95} ],"currency":"DKK","placedAt":"2026-11-18T10:00:00Z","completedAt":"2026-11-20T09:30:00Z"} }
        """);
}
