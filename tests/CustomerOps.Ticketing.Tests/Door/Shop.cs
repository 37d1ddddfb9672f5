using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A partner of an organisation, with a broker user of its own and a plain AMQP client.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly Guid _organisation;

    private Shop(string name, string user, Guid organisation, IConnection connection, IChannel channel) =>
        (Name, User, _organisation, _connection, Channel) = (name, user, organisation, connection, channel);

    public string Name { get; }
    public string User { get; }
    public IChannel Channel { get; }

    public static async Task<Shop> Open(ServiceStack stack, string organisation = "nordlys")
    {
        var name = $"s{Guid.NewGuid():n}"[..12];
        using var admin = stack.Client(organisation, "admin");
        using var answer = await admin.PutAsJsonAsync($"/api/v1/partners/{name}", new { subscriptions = Array.Empty<string>() });
        var admitted = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answer.IsSuccessStatusCode.ShouldBeTrue(admitted.ToJsonString());
        var (user, secret) = (admitted["user"]!.GetValue<string>(), admitted["secret"]!.GetValue<string>());
        var connection = await new ConnectionFactory { Uri = new UriBuilder(stack.Bus) { UserName = user, Password = secret }.Uri }.CreateConnectionAsync();
        return new Shop(name, user, stack.Organisation(organisation), connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    /// <summary>Sends the example of that type with what is changed in it.</summary>
    public Task Send(string type, Guid? id = null, Action<JsonNode>? change = null, BasicProperties? properties = null)
    {
        var message = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, $"tests/CustomerOps.Ticketing.Tests/Examples/{type}.json")))!;
        (message["id"], message["tenantid"]) = (id ?? Guid.CreateVersion7(), _organisation);
        change?.Invoke(message);
        return SendText(type, message.ToJsonString(), properties);
    }

    public async Task SendText(string type, string body, BasicProperties? properties = null) =>
        await Channel.BasicPublishAsync(Exchanges.Partner, type, mandatory: true, properties ?? new BasicProperties { UserId = User, MessageId = $"{Guid.NewGuid()}", Type = type }, Encoding.UTF8.GetBytes(body));

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
