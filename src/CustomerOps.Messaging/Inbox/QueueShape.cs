using RabbitMQ.Client;

namespace CustomerOps.Messaging.Inbox;

/// <summary>Queue and error queue on the broker. Quorum queues; a message that ends its consumer's process again and again is put aside by the broker itself.</summary>
internal static class QueueShape
{
    private const string Fault = "x-fault-";
    private const int MaxDeliveries = 20, MaxReason = 1_000;

    /// <summary>Is this header one of those, ours or the broker's, that tell why a message was put aside?</summary>
    public static bool TellsOfFault(string header) =>
        header.StartsWith(Fault, StringComparison.Ordinal) || header.EndsWith("-death", StringComparison.Ordinal) || header.Contains("-death-", StringComparison.Ordinal);

    public static async Task Declare(this EventIntake intake, IChannel channel, CancellationToken stop)
    {
        await channel.QueueDeclareAsync(intake.ErrorQueue, durable: true, exclusive: false, autoDelete: false, Quorum(), cancellationToken: stop);
        var arguments = Quorum();
        arguments["x-delivery-limit"] = MaxDeliveries;
        arguments["x-dead-letter-exchange"] = "";
        arguments["x-dead-letter-routing-key"] = intake.ErrorQueue;
        arguments["x-dead-letter-strategy"] = "at-least-once";
        arguments["x-overflow"] = "reject-publish"; // the strategy demands it
        await channel.QueueDeclareAsync(intake.Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: stop);
        await channel.QueueBindAsync(intake.Queue, intake.Exchange, intake.RoutingKey, cancellationToken: stop);
    }

    /// <summary>Puts the message aside whole; returns once the broker has it.</summary>
    public static async Task Park(this EventIntake intake, IChannel channel, Delivery delivery, Exception failure, DateTimeOffset now)
    {
        var reason = failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message;
        var properties = new BasicProperties(delivery.Properties) { DeliveryMode = DeliveryModes.Persistent };
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>())
        {
            [Fault + "type"] = failure.GetType().Name,
            [Fault + "reason"] = reason.Length <= MaxReason ? reason : reason[..MaxReason],
            [Fault + "at"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        await channel.BasicPublishAsync("", intake.ErrorQueue, mandatory: true, properties, delivery.Body);
    }

    private static Dictionary<string, object?> Quorum() => new() { ["x-queue-type"] = "quorum" };
}
