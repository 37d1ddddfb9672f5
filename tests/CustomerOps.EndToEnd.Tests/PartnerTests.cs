using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>A partner that knows only AMQP and the contract.</summary>
public sealed class PartnerTests(RunningSystem system)
{
    [Fact]
    public async Task A_completed_order_told_three_times_is_one_order_and_one_survey_and_the_partner_hears_of_it()
    {
        var (externalId, email) = ($"P-{Guid.NewGuid():n}", $"partner-{Guid.NewGuid():n}@example.com");
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var queue = (await channel.QueueDeclareAsync("", durable: false, exclusive: true)).QueueName;
        await channel.QueueBindAsync(queue, "customerops.events", "ticketing.order-completed.v1");
        await channel.QueueBindAsync(queue, "customerops.events", "survey.#");

        var id = Guid.CreateVersion7();
        for (var i = 0; i < 3; i++)
        {
            var body = $$$"""
                {"specversion":"1.0","id":"{{{(i < 2 ? id : Guid.CreateVersion7())}}}","source":"/shop","type":"order-completed.v1","time":"2026-11-20T10:00:00Z","tenantid":"{{{system.Organisation("nordlys")}}}",
                 "data":{"externalId":"{{{externalId}}}","customer":{"email":"{{{email}}}","name":"Pia Partner","language":"da","branch":"main"},"lines":[{"sku":"A","name":"Kop","quantity":3,"unitPrice":20}],"currency":"DKK","placedAt":"2026-11-18T10:00:00Z","completedAt":"2026-11-20T10:00:00Z"}}
                """;
            await channel.BasicPublishAsync("customerops.partner", "order-completed.v1", false, new BasicProperties { MessageId = $"{id}", UserId = new Uri(system.Bus).UserInfo.Split(':')[0], ContentType = "application/cloudevents+json" }, Encoding.UTF8.GetBytes(body));
        }

        var agent = system.As("nordlys", "agent");
        var (mails, _) = await Until.Finds(() => system.Mailbox.MailsTo(email), m => m.Count > 0, 90);
        mails.Count.ShouldBe(1);
        await Task.Delay(1_500);
        (await agent.Get("/api/v1/orders?limit=100"))["items"]!.AsArray().Count(o => o!["externalId"]!.GetValue<string>() == externalId).ShouldBe(1);
        (await system.Mailbox.MailsTo(email)).Count.ShouldBe(1);

        var heard = new List<JsonNode>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message) heard.Add(JsonNode.Parse(message.Body.Span)!);
        heard.ShouldAllBe(e => e["specversion"]!.GetValue<string>() == "1.0" && e["tenantid"] != null);
        heard.Count(e => e["type"]!.GetValue<string>() == "ticketing.order-completed.v1" && e["data"]!["externalId"]!.GetValue<string>() == externalId).ShouldBe(1);
    }

    [Fact]
    public async Task While_its_secret_is_replaced_a_partner_is_heard_by_both_its_users_and_afterwards_by_the_new_one()
    {
        var (admin, agent) = (system.As("nordlys", "admin"), system.As("nordlys", "agent"));
        var path = $"/api/v1/partners/turn{Guid.NewGuid():n}"[..30];
        var admitted = await admin.Send(HttpMethod.Put, path, new { subscriptions = (string[])["ticketing.order-completed.v1"] });
        await using var before = await As(admitted.Body);
        var rotated = await admin.Send(HttpMethod.Post, $"{path}/rotation", new { overlapHours = 1 });
        await using var after = await As(rotated.Body);
        var orders = ((string[])[await Tell(before, admitted.Body), await Tell(after, rotated.Body)]).ToList();
        await Until.Finds(() => Known(orders), known => known == 2, 60);

        var ended = new TaskCompletionSource();
        before.ConnectionShutdownAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; };
        (await admin.Send(HttpMethod.Delete, $"{path}/previous-secret")).Status.ShouldBe(HttpStatusCode.NoContent);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Should.ThrowAsync<RabbitMQ.Client.Exceptions.BrokerUnreachableException>(() => As(admitted.Body));
        orders.Add(await Tell(after, rotated.Body));
        await Until.Finds(() => Known(orders), known => known == 3, 60);
        // What it subscribed to before waits in the same queue.
        await using var channel = await after.CreateChannelAsync();
        (await channel.BasicGetAsync(rotated.Body["queue"]!.GetValue<string>(), autoAck: true)).ShouldNotBeNull();

        async Task<int> Known(List<string> ids) => (await agent.Get("/api/v1/orders?limit=100"))["items"]!.AsArray().Count(o => ids.Contains(o!["externalId"]!.GetValue<string>()));

        Task<IConnection> As(JsonNode shown) => new ConnectionFactory
        {
            Uri = new UriBuilder(system.Bus) { UserName = shown["user"]!.GetValue<string>(), Password = shown["secret"]!.GetValue<string>() }.Uri, AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync();

        async Task<string> Tell(IConnection connection, JsonNode shown)
        {
            var (externalId, id) = ($"T-{Guid.NewGuid():n}", Guid.CreateVersion7());
            var body = $$$"""
                {"specversion":"1.0","id":"{{{id}}}","source":"/shop","type":"order-completed.v1","time":"2026-11-20T10:00:00Z","tenantid":"{{{system.Organisation("nordlys")}}}",
                 "data":{"externalId":"{{{externalId}}}","customer":{"email":"{{{externalId}}}@example.com","name":"Tora Turn","language":"da","branch":"main"},"lines":[{"sku":"A","name":"Kop","quantity":1,"unitPrice":20}],"currency":"DKK","placedAt":"2026-11-18T10:00:00Z","completedAt":"2026-11-20T10:00:00Z"}}
                """;
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            await channel.BasicPublishAsync("customerops.partner", "order-completed.v1", false, new BasicProperties { MessageId = $"{id}", UserId = shown["user"]!.GetValue<string>(), ContentType = "application/cloudevents+json" }, Encoding.UTF8.GetBytes(body));
            return externalId;
        }
    }

    [Fact]
    public async Task A_message_nobody_understands_is_kept_whole_and_redriven_without_harm()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("customerops.partner", "order-completed.v1", false, new BasicProperties { ContentType = "application/json" }, Encoding.UTF8.GetBytes("""{"hello":"wörld"}"""));
        var (poisoned, _) = await Until.Finds(() => ErrorQueue(connection), q => q is not null, 60);
        await system.Command("ticketing", "re-drive");
        // Others put messages aside here, too: this one is among them, once.
        await Until.Finds(() => Waiting(connection, poisoned!), waiting => waiting.Count(m => m == """{"hello":"wörld"}""") == 1, 60);
        (await system.AsNobody().Send(HttpMethod.Get, "/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string?> ErrorQueue(IConnection connection)
    {
        const string name = "ticketing-take-completed-order_error";
        return await Count(connection, name) > 0 ? name : null;
    }

    /// <summary>What waits in a queue; it stays there.</summary>
    private static async Task<IReadOnlyList<string>> Waiting(IConnection connection, string queue)
    {
        List<string> waiting = [];
        await using var channel = await connection.CreateChannelAsync();
        while (await channel.BasicGetAsync(queue, autoAck: false) is { } message) waiting.Add(Encoding.UTF8.GetString(message.Body.Span));
        return waiting;
    }

    private static async Task<uint> Count(IConnection connection, string queue)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync();
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return 0; }
    }
}
