using CustomerOps.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CustomerOps.Messaging.Inbox;

/// <summary>
/// Takes one queue's messages, several at a time, and acknowledges each after its effect is committed. A lost channel or broker is looked for
/// again every second; what was in hand comes again and the inbox knows it.
/// </summary>
internal sealed class QueueConsumer(EventIntake intake, BrokerConnection broker, IServiceProvider services, MessagingMeters meters, TimeProvider time, ILogger log)
{
    private const ushort Prefetch = 16, AtOnce = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), HandleWithin = TimeSpan.FromSeconds(60), DrainWithin = TimeSpan.FromSeconds(10);
    private int _inHand;

    public string Queue => intake.Queue;

    public bool IsConsuming { get; private set; }

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try { log.LogWarning("Queue {Queue} is consumed no longer and looked for again: {Reason}", Queue, await Consume(stop)); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { break; }
            catch (Exception e) { log.LogWarning("Queue {Queue} cannot be consumed and is tried again: {Reason}", Queue, e.Message); }
            finally { IsConsuming = false; }
            await Task.Delay(LookEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> Consume(CancellationToken stop)
    {
        await using var channel = await broker.OpenChannel(stop, AtOnce);
        await intake.Declare(channel, stop);
        await channel.BasicQosAsync(0, Prefetch, global: false, stop);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        channel.ChannelShutdownAsync += (_, shutdown) => End(shutdown.ReplyText);
        consumer.UnregisteredAsync += (_, _) => End("the broker ended it");
        consumer.ReceivedAsync += (_, delivery) => Receive(channel, delivery, stop);
        var tag = await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, stop);
        IsConsuming = true;
        try { return await ended.Task.WaitAsync(stop); }
        catch (OperationCanceledException)
        {
            await Drain(channel, tag);
            throw;
        }

        Task End(string reason)
        {
            ended.TrySetResult(reason);
            return Task.CompletedTask;
        }
    }

    /// <summary>Nothing new is taken; what is in hand is finished.</summary>
    private async Task Drain(IChannel channel, string tag)
    {
        using var deadline = new CancellationTokenSource(DrainWithin);
        await channel.BasicCancelAsync(tag, cancellationToken: deadline.Token);
        while (Volatile.Read(ref _inHand) > 0) await Task.Delay(20, deadline.Token);
    }

    private async Task Receive(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        // Not acknowledged: it comes again, here or elsewhere.
        if (stop.IsCancellationRequested) return;
        Interlocked.Increment(ref _inHand);
        try
        {
            if (await Handle(delivery.Body, stop) is { } failure) await intake.Park(channel, delivery, failure, time.GetUtcNow());
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* comes again */ }
        catch (Exception e) when (e is AlreadyClosedException or OperationInterruptedException or PublishException) { log.LogWarning("A message of {Queue} will come again: {Reason}", Queue, e.Message); }
        finally { Interlocked.Decrement(ref _inHand); }
    }

    /// <returns>Null when it took effect, else what ended the tries.</returns>
    private async Task<Exception?> Handle(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var deadline = new CancellationTokenSource(HandleWithin);
                await intake.Take(services, message, deadline.Token);
                return null;
            }
            catch (Exception e)
            {
                meters.Failed(Queue);
                if (RetryPolicy.PauseAfter(e, attempt) is not { } pause)
                {
                    log.LogError("A message of {Queue} was put aside after {Attempts} tries: {Reason}", Queue, attempt, e.Message);
                    return e;
                }

                await Task.Delay(pause, time, stop);
            }
        }
    }
}
