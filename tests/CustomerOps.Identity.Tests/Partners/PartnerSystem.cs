using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;

namespace CustomerOps.Identity.Tests.Partners;

/// <summary>An outside system: what the admin handed to it, and a plain AMQP client.</summary>
internal sealed class PartnerSystem : IAsyncDisposable
{
    private PartnerSystem(JsonNode admitted, IConnection connection, IChannel channel) => (Admitted, Connection, Channel) = (admitted, connection, channel);

    public JsonNode Admitted { get; }
    public IConnection Connection { get; }
    public IChannel Channel { get; }
    public string User => Admitted["user"]!.GetValue<string>();
    public string Queue => Admitted["queue"]!.GetValue<string>();

    public static string NewName() => $"p{Guid.NewGuid():n}"[..12];

    public static async Task<PartnerSystem> Admit(ServiceStack stack, string organisation, params string[] subscriptions)
    {
        using var admin = stack.Client(organisation, "admin");
        var answer = await admin.PutAsJsonAsync($"/api/v1/partners/{NewName()}", new { subscriptions });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync() + stack.Log("identity"));
        var admitted = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var connection = await Connect(stack, admitted["user"]!.GetValue<string>(), admitted["secret"]!.GetValue<string>());
        return new PartnerSystem(admitted, connection, await NewChannel(connection));
    }

    public static Task<IConnection> Connect(ServiceStack stack, string user, string secret) =>
        new ConnectionFactory { Uri = new UriBuilder(stack.Bus) { UserName = user, Password = secret }.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    public static Task<IChannel> NewChannel(IConnection connection) => connection.CreateChannelAsync(new CreateChannelOptions(true, true));

    /// <summary>The broker's answer to something this partner may not do.</summary>
    public async Task Refused(Func<IChannel, Task> act)
    {
        await using var channel = await NewChannel(Connection);
        var refusal = await Should.ThrowAsync<Exception>(() => act(channel));
        // A refused publish ends the channel before its confirm comes.
        ((refusal as OperationInterruptedException)?.ShutdownReason ?? channel.CloseReason)!.ReplyCode.ShouldBe((ushort)403, refusal.ToString());
    }

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public async Task<List<JsonNode>> Read(int atLeast, int withinSeconds = 20)
    {
        var (read, until) = (new List<JsonNode>(), DateTimeOffset.UtcNow.AddSeconds(withinSeconds));
        while (read.Count < atLeast && DateTimeOffset.UtcNow < until)
            if (await Channel.BasicGetAsync(Queue, autoAck: true) is { } message) read.Add(JsonNode.Parse(message.Body.Span)!);
            else await Task.Delay(50);
        read.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
