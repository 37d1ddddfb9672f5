using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Partners;

/// <summary>What the broker itself lets a partner do and not do, tried with a plain AMQP client.</summary>
public sealed class PartnerRightsTests(IdentityStack identity)
{
    private const string Upserted = "identity.organisation-upserted.v1";

    [Fact]
    public async Task A_partner_hears_its_own_organisation_and_no_other()
    {
        await using var nordlys = await PartnerSystem.Admit(identity.Stack, "nordlys", Upserted);
        await using var aurora = await PartnerSystem.Admit(identity.Stack, "aurora", Upserted);
        for (var i = 0; i < 3; i++) foreach (var slug in (string[])["aurora", "nordlys"]) await Rename(slug);
        foreach (var (partner, slug) in new[] { (nordlys, "nordlys"), (aurora, "aurora") })
        {
            var heard = await partner.Read(3);
            (await partner.Channel.BasicGetAsync(partner.Queue, autoAck: true)).ShouldBeNull("each event once");
            heard.Select(e => e["tenantid"]!.GetValue<Guid>()).Distinct().ShouldBe([identity.Stack.Organisation(slug)]);
            heard.ShouldAllBe(e => e["type"]!.GetValue<string>() == Upserted && e["specversion"]!.GetValue<string>() == "1.0");
        }
    }

    [Fact]
    public async Task It_reaches_nothing_that_is_not_its_own()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys", Upserted);
        await using var neighbour = await PartnerSystem.Admit(identity.Stack, "nordlys");
        await using var foreign = await PartnerSystem.Admit(identity.Stack, "aurora");
        foreach (var queue in (string[])[neighbour.Queue, foreign.Queue])
        {
            await partner.Refused(c => c.BasicGetAsync(queue, autoAck: true));
            await partner.Refused(c => c.BasicConsumeAsync(queue, autoAck: true, new AsyncDefaultBasicConsumer(c)));
            await partner.Refused(c => c.QueuePurgeAsync(queue));
            await partner.Refused(c => c.QueueDeleteAsync(queue));
            await partner.Refused(async c => await c.BasicPublishAsync("", queue, true, Mine(partner), PartnerSystem.Bytes("{}")));
        }
    }

    [Fact]
    public async Task It_speaks_neither_as_a_service_nor_as_somebody_else()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        await partner.Refused(async c => await c.BasicPublishAsync(Exchanges.Events, "ticketing.ticket-solved.v1", true, Mine(partner), PartnerSystem.Bytes("{}")));
        await partner.Refused(async c => await c.BasicPublishAsync(Exchanges.Partner, "mail.mail-sent.v1", true, Mine(partner), PartnerSystem.Bytes("{}")));
        await partner.Refused(async c => await c.BasicPublishAsync(Exchanges.Partner, "ticketing.ticket-solved.v1", true, Mine(partner), PartnerSystem.Bytes("{}")));
        await using var channel = await PartnerSystem.NewChannel(partner.Connection);
        await Should.ThrowAsync<Exception>(async () => await channel.BasicPublishAsync(Exchanges.Partner, "order-completed.v1", false, new BasicProperties { UserId = "aurora.shop" }, PartnerSystem.Bytes("{}")));
        channel.CloseReason!.ReplyCode.ShouldBe((ushort)406);
        await using var fine = await PartnerSystem.NewChannel(partner.Connection);
        await fine.BasicPublishAsync(Exchanges.Partner, "order-completed.v1", false, Mine(partner), PartnerSystem.Bytes("{}"));
    }

    [Fact]
    public async Task It_declares_and_binds_within_its_prefix_only()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var own = PartnerQueues.Prefix(partner.User) + "mine";
        await partner.Channel.QueueDeclareAsync(own, durable: true, exclusive: false, autoDelete: false);
        await partner.Refused(c => c.QueueDeclareAsync("mine", durable: true, exclusive: false, autoDelete: false));
        await partner.Refused(c => c.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true));
        await partner.Refused(c => c.QueueDeclareAsync($"partner.{partner.User}x.mine", durable: true, exclusive: false, autoDelete: false));
        await partner.Refused(c => c.QueueDeclareAsync(partner.Queue, durable: true, exclusive: false, autoDelete: false));
        await partner.Refused(c => c.ExchangeDeclareAsync("customerops.mine", "topic"));
        await partner.Refused(c => c.ExchangeDeleteAsync(Exchanges.Events));
        await partner.Refused(c => c.QueueBindAsync(own, Exchanges.Events, "#"));
        await partner.Refused(c => c.QueueBindAsync(own, Exchanges.Partner, "#"));
        await partner.Refused(c => c.QueueBindAsync(partner.Queue, Exchanges.Events, $"{identity.Stack.Organisation("aurora")}.{Upserted}"));
        await partner.Refused(c => c.QueueDeleteAsync(partner.Queue));
    }

    [Fact]
    public async Task A_removed_partner_is_out_at_once_and_its_queues_are_gone()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys", Upserted);
        var ended = new TaskCompletionSource();
        partner.Connection.ConnectionShutdownAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; };
        using var admin = identity.Stack.Client("nordlys", "admin");
        var path = $"/api/v1/partners/{partner.Admitted["name"]}";
        (await admin.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, partner.User, partner.Admitted["secret"]!.GetValue<string>()));
        (await admin.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var house = await new ConnectionFactory { Uri = new Uri(identity.Stack.Bus) }.CreateConnectionAsync();
        await using var channel = await house.CreateChannelAsync();
        (await Should.ThrowAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync(partner.Queue))).ShutdownReason!.ReplyCode.ShouldBe((ushort)404);
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_ones_connections()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var ended = new TaskCompletionSource();
        partner.Connection.ConnectionShutdownAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; };
        using var admin = identity.Stack.Client("nordlys", "admin");
        var answer = await admin.PutAsync($"/api/v1/partners/{partner.Admitted["name"]}/secret", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var fresh = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["secret"]!.GetValue<string>();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, partner.User, partner.Admitted["secret"]!.GetValue<string>()));
        await using var again = await PartnerSystem.Connect(identity.Stack, partner.User, fresh);
        again.IsOpen.ShouldBeTrue();
    }

    private static BasicProperties Mine(PartnerSystem partner) => new() { UserId = partner.User };

    private async Task Rename(string slug)
    {
        using var admin = identity.Stack.Client(slug, "admin");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/organisation") { Content = JsonContent.Create(new { name = slug == "nordlys" ? "Nordlys" : "Aurora", timeZone = "Europe/Copenhagen", languages = (string[])["en", "da", "nb", "sv", "fi", "hu"] }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        (await admin.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
