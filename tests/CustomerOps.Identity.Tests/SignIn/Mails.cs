using System.Collections.Concurrent;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Mail;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>Stands where the mail service stands: hears every mail that is to be sent.</summary>
public sealed class Mails : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly ConcurrentQueue<CloudEvent<MailToSend>> _heard = new();

    private Mails(IConnection connection) => _connection = connection;

    public static async Task<Mails> Listen(string bus)
    {
        var mails = new Mails(await new ConnectionFactory { Uri = new Uri(bus) }.CreateConnectionAsync());
        var channel = await mails._connection.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Exchanges.Events, EventAttribute.TypeOf(typeof(MailToSend)));
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            mails._heard.Enqueue(JsonSerializer.Deserialize<CloudEvent<MailToSend>>(message.Body.Span, ContractJson.Options)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return mails;
    }

    public IReadOnlyList<CloudEvent<MailToSend>> To(string email) => [.. _heard.Where(m => m.Data.To.Email == email)];

    /// <summary>The <paramref name="number"/>th mail to this address.</summary>
    public async Task<CloudEvent<MailToSend>> Hear(string email, int number = 1)
    {
        for (var i = 0; i < 200 && To(email).Count < number; i++) await Task.Delay(50);
        return To(email).ElementAtOrDefault(number - 1) ?? throw new TimeoutException($"Mail {number} to {email} did not come.");
    }

    public async Task<string> Token(string email, int number = 1)
    {
        var text = (await Hear(email, number)).Data.Text;
        return text.Substring(text.LastIndexOf(text.Contains("/password/", StringComparison.Ordinal) ? "/password/" : "/customer/", StringComparison.Ordinal) + 10, 43);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
