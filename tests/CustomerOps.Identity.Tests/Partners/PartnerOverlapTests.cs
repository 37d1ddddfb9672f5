using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Partners;

/// <summary>A partner's secret is replaced without a gap: tried on the broker with a plain AMQP client.</summary>
public sealed class PartnerOverlapTests(IdentityStack identity)
{
    private readonly HttpClient _admin = identity.Stack.Client("nordlys", "admin");

    [Fact]
    public async Task Both_secrets_work_with_the_same_rights_until_the_old_one_is_revoked()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var path = Path(partner);
        var (user, secret) = await Rotated(path);
        user.ShouldBe(PartnerQueues.SecondUser(partner.User));
        var view = await View(path);
        (view["user"]!.GetValue<string>(), view["previousUser"]!.GetValue<string>(), view["queue"]!.GetValue<string>()).ShouldBe((user, partner.User, partner.Queue));
        view["previousUntil"]!.GetValue<DateTimeOffset>().ShouldBeInRange(DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(24));
        view.AsObject().ContainsKey("secret").ShouldBeFalse();

        partner.Connection.IsOpen.ShouldBeTrue("nobody who is in is put out");
        await using var before = await PartnerSystem.Connect(identity.Stack, partner.User, partner.Admitted["secret"]!.GetValue<string>());
        await using var after = await PartnerSystem.Connect(identity.Stack, user, secret);
        foreach (var (connection, name) in new[] { (before, partner.User), (after, user) })
        {
            await using var channel = await PartnerSystem.NewChannel(connection);
            await channel.BasicPublishAsync(Exchanges.Partner, "order-completed.v1", false, new BasicProperties { UserId = name }, PartnerSystem.Bytes("{}"));
            (await channel.BasicGetAsync(partner.Queue, autoAck: true)).ShouldBeNull();
            await Refused(connection, c => c.BasicGetAsync("ticketing-take-completed-order", autoAck: true));
            await Refused(connection, c => c.QueueDeclareAsync("mine", durable: true, exclusive: false, autoDelete: false));
        }

        await using (var pretender = await PartnerSystem.NewChannel(after))
        {
            await Should.ThrowAsync<Exception>(async () => await pretender.BasicPublishAsync(Exchanges.Partner, "order-completed.v1", false, new BasicProperties { UserId = partner.User }, PartnerSystem.Bytes("{}")));
            pretender.CloseReason!.ReplyCode.ShouldBe((ushort)406);
        }

        (await Problem(await _admin.PostAsJsonAsync($"{path}/rotation", new { }))).ShouldBe((HttpStatusCode.Conflict, "partner.overlap-under-way"));
        var ended = Ended(before);
        (await _admin.DeleteAsync($"{path}/previous-secret")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ended.WaitAsync(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, partner.User, partner.Admitted["secret"]!.GetValue<string>()));
        after.IsOpen.ShouldBeTrue();
        (await _admin.DeleteAsync($"{path}/previous-secret")).StatusCode.ShouldBe(HttpStatusCode.NoContent, "a repeat is harmless");
        (await View(path))["previousUser"].ShouldBeNull();

        // The next rotation is the first user's turn again.
        (await Rotated(path)).User.ShouldBe(partner.User);
    }

    [Fact]
    public async Task The_old_secret_ends_by_itself_when_its_overlap_is_over()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var (user, secret) = await Rotated(Path(partner), 1);
        var ended = Ended(partner.Connection);
        await using (var database = identity.Stack.Database("identity"))
        await using (var later = database.CreateCommand("update partners set previous_until = now() where \"user\" = $1"))
        {
            later.Parameters.Add(new() { Value = partner.User });
            (await later.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        await ended.WaitAsync(TimeSpan.FromSeconds(60));
        await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, partner.User, partner.Admitted["secret"]!.GetValue<string>()));
        await using var after = await PartnerSystem.Connect(identity.Stack, user, secret);
        after.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_secret_that_leaked_ends_at_once_with_whatever_else_works()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var (user, secret) = await Rotated(Path(partner));
        await using var second = await PartnerSystem.Connect(identity.Stack, user, secret);
        var (firstEnded, secondEnded) = (Ended(partner.Connection), Ended(second));
        var answer = await _admin.PutAsync($"{Path(partner)}/secret", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var view = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        await Task.WhenAll(firstEnded, secondEnded).WaitAsync(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, user, secret));
        await using var fresh = await PartnerSystem.Connect(identity.Stack, view["user"]!.GetValue<string>(), view["secret"]!.GetValue<string>());
        fresh.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_removed_partner_has_no_user_left()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        var (user, secret) = await Rotated(Path(partner));
        (await _admin.DeleteAsync(Path(partner))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (name, shown) in new[] { (partner.User, partner.Admitted["secret"]!.GetValue<string>()), (user, secret) })
            await Should.ThrowAsync<BrokerUnreachableException>(() => PartnerSystem.Connect(identity.Stack, name, shown));
        (await Problem(await _admin.PostAsJsonAsync($"{Path(partner)}/rotation", new { }))).ShouldBe((HttpStatusCode.NotFound, "partner.not-found"));
    }

    [Fact]
    public async Task The_secret_of_a_rotation_is_shown_once_also_with_an_idempotency_key()
    {
        await using var partner = await PartnerSystem.Admit(identity.Stack, "nordlys");
        (await Problem(await Rotate("""{"overlapHours":0}"""))).ShouldBe((HttpStatusCode.BadRequest, "request.invalid"));
        (await Problem(await Rotate("""{"overlapHours":169}"""))).ShouldBe((HttpStatusCode.BadRequest, "request.invalid"));
        (await Problem(await Rotate("""{"secret":"mine"}"""))).ShouldBe((HttpStatusCode.BadRequest, "request.malformed"));
        var first = await Rotate("""{"overlapHours":2}""");
        first.StatusCode.ShouldBe(HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        (await Problem(await Rotate("""{"overlapHours":2}"""))).ShouldBe((HttpStatusCode.Conflict, "idempotency.secret-not-kept"));
        (await View(Path(partner)))["previousUser"]!.GetValue<string>().ShouldBe(partner.User);

        Task<HttpResponseMessage> Rotate(string body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{Path(partner)}/rotation") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "rotate " + partner.User);
            return _admin.SendAsync(request);
        }
    }

    private static string Path(PartnerSystem partner) => $"/api/v1/partners/{partner.Admitted["name"]}";

    private async Task<JsonNode> View(string path) => JsonNode.Parse(await _admin.GetStringAsync(path))!;

    private async Task<(string User, string Secret)> Rotated(string path, int hours = 24)
    {
        var answer = await _admin.PostAsJsonAsync($"{path}/rotation", new { overlapHours = hours });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync() + identity.Stack.Log("identity"));
        var view = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return (view["user"]!.GetValue<string>(), view["secret"]!.GetValue<string>());
    }

    private static async Task Refused(IConnection connection, Func<IChannel, Task> act)
    {
        await using var channel = await PartnerSystem.NewChannel(connection);
        (await Should.ThrowAsync<OperationInterruptedException>(() => act(channel))).ShutdownReason!.ReplyCode.ShouldBeOneOf((ushort)403, (ushort)404);
    }

    private static Task Ended(IConnection connection)
    {
        var ended = new TaskCompletionSource();
        connection.ConnectionShutdownAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; };
        return ended.Task;
    }

    private static async Task<(HttpStatusCode, string)> Problem(HttpResponseMessage answer) => (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
}
