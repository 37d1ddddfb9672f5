using System.Threading.Channels;
using CustomerOps.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CustomerOps.Messaging.Inbox;

/// <summary>A message in this process's hands.</summary>
internal sealed record Delivery(ulong Tag, byte[] Body, IReadOnlyBasicProperties Properties);

/// <summary>
/// Takes one queue's messages and acknowledges each after its effect is committed. A lost channel or broker is looked for again every second;
/// what was in hand comes again and the inbox knows it.
/// </summary>
internal sealed class QueueConsumer(EventIntake intake, BrokerConnection broker, Senders senders, PausedQueues paused, IServiceProvider services, MessagingMeters meters, TimeProvider time, ILogger log)
{
    private const int Workers = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), DrainWithin = TimeSpan.FromSeconds(10);

    public string Queue => intake.Queue;

    public bool IsConsuming { get; private set; }

    public ConsumerView View => new(Queue, IsConsuming ? "consuming" : paused.Since(Queue) is null ? "not-consumed" : "paused", paused.Since(Queue));

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!paused.MayBe(Queue)) log.LogWarning("Queue {Queue} is consumed no longer and looked for again: {Reason}", Queue, await ConsumeUntilPaused(stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { break; }
            catch (Exception e) { log.LogWarning("Queue {Queue} cannot be consumed and is tried again: {Reason}", Queue, e.Message); }
            finally { IsConsuming = false; }
            await Task.Delay(LookEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> ConsumeUntilPaused(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var consuming = Consume(over.Token);
        while (!consuming.IsCompleted && !stop.IsCancellationRequested && !paused.MayBe(Queue)) await Task.WhenAny(consuming, Task.Delay(LookEvery / 4, time, stop));
        await over.CancelAsync();
        try { return await consuming; }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return "it is paused"; }
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> Consume(CancellationToken stop)
    {
        // Those handled together make their own crowd; one worker takes them as they come.
        var (workers, prefetch) = intake.AtOnce == 1 ? (Workers, 2 * Workers) : (1, 2 * intake.AtOnce);
        await using var channel = await broker.OpenChannel(stop);
        await intake.Declare(channel, stop);
        await channel.BasicQosAsync(0, (ushort)prefetch, global: false, stop);
        var waiting = Channel.CreateBounded<Delivery>(prefetch);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        channel.ChannelShutdownAsync += (_, shutdown) => End(shutdown.ReplyText);
        consumer.UnregisteredAsync += (_, _) => End("the broker ended it");
        consumer.ReceivedAsync += (_, d) => waiting.Writer.WriteAsync(new Delivery(d.DeliveryTag, d.Body.ToArray(), new BasicProperties(d.BasicProperties)), stop).AsTask();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var work = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work(channel, waiting.Reader, End, over.Token)));
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, stop);
        IsConsuming = true;
        try { return await ended.Task.WaitAsync(stop); }
        finally
        {
            // What is being handled is finished; what waits goes back to the broker with the channel.
            await over.CancelAsync();
            await work.WaitAsync(DrainWithin, CancellationToken.None);
        }

        Task End(string reason)
        {
            ended.TrySetResult(reason);
            return Task.CompletedTask;
        }
    }

    private async Task Work(IChannel channel, ChannelReader<Delivery> waiting, Func<string, Task> end, CancellationToken over)
    {
        try
        {
            while (await waiting.WaitToReadAsync(over))
            {
                List<Delivery> together = [];
                while (together.Count < intake.AtOnce && waiting.TryRead(out var next)) together.Add(next);
                if (together.Count > 0) await Settle(channel, together, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested) { /* the rest comes again */ }
        catch (Exception e) { await end(e.Message); }
    }

    private async Task Settle(IChannel channel, List<Delivery> together, CancellationToken over)
    {
        try
        {
            var taken = together.Count > 1 && await TakeAll(together);
            foreach (var one in together)
            {
                if (!taken && await TakeOne(one, over) is { } failure) await intake.Park(channel, one, failure, senders, time.GetUtcNow());
                await channel.BasicAckAsync(one.Tag, multiple: false, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is AlreadyClosedException or OperationInterruptedException or PublishException) { log.LogWarning("Messages of {Queue} will come again: {Reason}", Queue, e.Message); }
    }

    /// <returns>False when they have to be tried one by one.</returns>
    private async Task<bool> TakeAll(List<Delivery> together)
    {
        try
        {
            await Take(together);
            return true;
        }
        catch (Exception e)
        {
            log.LogWarning("{Count} messages of {Queue} are tried one by one: {Reason}", together.Count, Queue, QueueShape.CodeOf(e));
            return false;
        }
    }

    /// <returns>Null when it took effect, else what ended the tries.</returns>
    private async Task<Exception?> TakeOne(Delivery one, CancellationToken over)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Take([one]);
                return null;
            }
            catch (Exception e)
            {
                meters.Failed(Queue);
                if (RetryPolicy.PauseAfter(e, attempt) is not { } pause)
                {
                    // What it says may quote the message, and so a customer; the whole of it stands beside the message.
                    log.LogError("A message of {Queue} was put aside after {Attempts} tries: {Reason}", Queue, attempt, QueueShape.CodeOf(e));
                    return e;
                }

                await Task.Delay(pause, time, over);
            }
        }
    }

    private async Task Take(List<Delivery> together)
    {
        using var deadline = new CancellationTokenSource(intake.HandleWithin, time);
        await intake.Take(services, together, deadline.Token);
    }
}
