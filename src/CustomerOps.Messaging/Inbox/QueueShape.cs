using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Problems;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CustomerOps.Messaging.Inbox;

/// <summary>Queue and error queue on the broker. Quorum queues; a message that ends its consumer's process again and again is put aside by the broker itself.</summary>
internal static class QueueShape
{
    private const string Fault = "x-fault-";
    private const int MaxDeliveries = 20, MaxReason = 1_000;
    private static readonly TimeSpan ParkWithin = TimeSpan.FromSeconds(10);

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

    /// <summary>What kind of failure it is, in words that quote nothing.</summary>
    public static string CodeOf(Exception failure) => failure switch { JsonException => "message.unreadable", RuleViolation rule => rule.Code, _ => failure.GetType().Name };

    /// <summary>Puts the message aside whole, a partner's own mistake before the partner, all else before the operator; returns once the broker has it.</summary>
    public static async Task Park(this EventIntake intake, IChannel channel, Delivery delivery, Exception failure, Senders senders, DateTimeOffset now)
    {
        var (code, reason) = (CodeOf(failure), failure switch
        {
            JsonException json => Unreadable(intake, json),
            RuleViolation rule => rule.Message,
            _ => failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message,
        });
        var properties = senders.Again(delivery.Properties);
        properties.Headers![Fault + "type"] = code;
        properties.Headers[Fault + "reason"] = reason.Length <= MaxReason ? reason : reason[..MaxReason];
        properties.Headers[Fault + "at"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var partner = intake.FromPartner && failure is JsonException or RuleViolation ? senders.PartnerOf(delivery.Properties) : null;
        using var deadline = new CancellationTokenSource(ParkWithin);
        try { await Put(partner is null ? intake.ErrorQueue : PartnerQueues.Rejected(partner)); }
        catch (PublishException e) when (e.IsReturn && partner is not null)
        {
            // The partner was removed meanwhile, and its queue with it.
            await Put(intake.ErrorQueue);
        }

        Task Put(string queue) => channel.BasicPublishAsync("", queue, mandatory: true, properties, delivery.Body, deadline.Token).AsTask();
    }

    // The reader's own words name CLR types; where and what is missing are enough.
    private static string Unreadable(EventIntake intake, JsonException json)
    {
        var missing = json.Message.IndexOf("including: ", StringComparison.Ordinal);
        return $"The message is not as the schema of {intake.RoutingKey} has it, at {json.Path ?? "$"}"
            + (json.LineNumber is { } line ? $" (line {line + 1})" : "") + (missing < 0 ? "." : $": {json.Message[(missing + 11)..].Split(". Path")[0].TrimEnd('.')} missing.");
    }

    private static Dictionary<string, object?> Quorum() => new() { ["x-queue-type"] = "quorum" };
}
