using System.Text;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Messaging.Tests.Probe;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

public sealed class DeliveryTests(SharedProbe probe)
{
    private ProbeHost Host => probe.Host;

    [Fact]
    public async Task What_an_aggregate_raises_takes_effect_once_and_leaves_the_outbox()
    {
        await Host.Take("once");
        await Eventually.Is(1, () => Host.Effects("once"));
        await Eventually.Is(0L, async () => (long)(await Host.Owner.CreateCommand("select count(*) from outbox").ExecuteScalarAsync())!);
    }

    [Fact]
    public async Task A_rolled_back_save_tells_nothing()
    {
        await Host.In(ProbeHost.Nordlys, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(Note.Take("rolled back"));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        await Host.Take("after the roll-back");
        await Eventually.Is(1, () => Host.Effects("after the roll-back"));
        (await Host.Effects("rolled back")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_message_twenty_times_takes_effect_once()
    {
        var told = Envelope(Guid.CreateVersion7(), "duplicate");
        for (var i = 0; i < 20; i++) await Publish(told);
        await Host.Take("behind the duplicates");
        await Eventually.Is(1, () => Host.Effects("behind the duplicates"));
        await Eventually.Is(1, () => Host.Effects("duplicate"));
        await Task.Delay(300);
        (await Host.Effects("duplicate")).ShouldBe(1);
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("""{"specversion":"1.0","id":"0190a000-0000-7000-8000-00000000aaaa","source":"/x","type":"probe.note-taken.v1","time":"2026-01-01T00:00:00Z","tenantid":"0190a000-0000-7000-8000-000000000001","data":{"noteId":"0190a000-0000-7000-8000-00000000aaab"}}""")]
    [InlineData("""{"specversion":"1.0","id":"0190a000-0000-7000-8000-00000000aaac","source":"/x","type":"probe.note-taken.v1","time":"2026-01-01T00:00:00Z","tenantid":"0190a000-0000-7000-8000-000000000001","data":{"noteId":"0190a000-0000-7000-8000-00000000aaab","text":"refuse"}}""")]
    public async Task What_cannot_be_understood_waits_whole_in_the_error_queue(string body)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        await Publish(Encoding.UTF8.GetBytes(body));
        await Eventually.Is(body, async () =>
        {
            try
            {
                await using var reader = await connection.CreateChannelAsync();
                var message = await reader.BasicGetAsync("probe-record-note_error", autoAck: true);
                return message is null ? "" : Encoding.UTF8.GetString(message.Body.Span);
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return "no queue yet"; }
        });
        await Host.Take("life goes on " + body.Length);
        await Eventually.Is(1, () => Host.Effects("life goes on " + body.Length));
    }

    [Fact]
    public async Task An_unknown_member_is_ignored()
    {
        var body = JsonSerializer.Serialize(new CloudEvent<object>(Guid.CreateVersion7(), "/probe", "probe.note-taken.v1", DateTimeOffset.UtcNow, ProbeHost.Nordlys, new { NoteId = Guid.NewGuid(), Text = "newer", Added = 1 }), ContractJson.Options);
        await Publish(Encoding.UTF8.GetBytes(body));
        await Eventually.Is(1, () => Host.Effects("newer"));
    }

    [Fact]
    public async Task A_failed_message_is_redriven_by_the_operator()
    {
        RecordNote.Stumbles = true;
        await Host.Take("stumble");
        await using var connection = await Connect();
        await Eventually.Is(1u, async () =>
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync();
                return (await channel.QueueDeclarePassiveAsync("probe-record-note_error")).MessageCount;
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return 0u; }
        });
        RecordNote.Stumbles = false;
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(Host.Address, "/internal/re-drive"), null)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Add("X-Operator-Key", ProbeHost.OperatorKey);
        (await (await http.PostAsync(new Uri(Host.Address, "/internal/re-drive"), null)).Content.ReadAsStringAsync()).ShouldBe("""{"messages":1,"dueMessages":0}""");
        await Eventually.Is(1, () => Host.Effects("stumble"));
    }

    private static byte[] Envelope(Guid id, string text) => JsonSerializer.SerializeToUtf8Bytes(
        new CloudEvent<NoteTaken>(id, "/probe", "probe.note-taken.v1", DateTimeOffset.UtcNow, ProbeHost.Nordlys, new NoteTaken(Guid.NewGuid(), text)), ContractJson.Options);

    private Task<IConnection> Connect() => new ConnectionFactory { Uri = new Uri(Host.Bus) }.CreateConnectionAsync();

    private async Task Publish(byte[] body)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync(Exchanges.Events, "probe.note-taken.v1", false, new BasicProperties { ContentType = "application/cloudevents+json" }, body);
    }
}
