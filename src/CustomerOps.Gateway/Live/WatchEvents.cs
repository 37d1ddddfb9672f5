using System.Text;
using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Cache;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;

namespace CustomerOps.Gateway.Live;

/// <summary>
/// Server-sent events: what happened in the caller's organisation, in order. <c>ready</c> first, with the id to resume from; then one event each;
/// <c>reload</c> where something was or may have been missed. A comment every five seconds; the credential is looked at as often.
/// </summary>
internal static class WatchEvents
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    public static async Task Handle(HttpContext context, string? topics, LiveStreams streams, RedisLink redis, KeyHolders holders, IHostApplicationLifetime host)
    {
        var caller = KeyHolder.Of(context)!.Caller;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var stop = over.Token;
        var wanted = LiveTopics.Read(topics);
        var resumed = context.Request.Headers["Last-Event-ID"].ToString();
        RuleViolation.Unless(resumed.Length == 0 || LiveEvent.IsId(resumed), "events.last-event-id", "Last-Event-ID is not an id of this stream.", "Last-Event-ID");
        using var place = streams.Readers.Enter(caller.SubjectId);
        var stream = new LiveStream(wanted);
        try
        {
            var joined = await streams.Join(caller.TenantId, stream) ?? throw new TimeoutException("Redis does not answer.");
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await Write(context, $"retry: 2000\nevent: ready\nid: {(resumed.Length > 0 ? resumed : joined)}\ndata: {{}}\n\n", stop);
            if (resumed.Length > 0) await Replay(context, redis, caller.TenantId, stream, resumed, joined, stop);
            await Follow(context, stream, caller, holders, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* the reader left, or this replica is stopped: it goes on at another */ }
        catch (OperationCanceledException) { context.Abort(); }
        finally { streams.Leave(caller.TenantId, stream); }
    }

    /// <summary>What lies between where the reader stopped and where it joined; a word to reload where that is kept no longer.</summary>
    private static async Task Replay(HttpContext context, RedisLink redis, Guid tenantId, LiveStream stream, string from, string to, CancellationToken stop)
    {
        if (await LiveEvent.Ends(redis, tenantId) is not var (oldest, newest) || LiveEvent.Compare(from, oldest) < 0 && from != "0-0" || LiveEvent.Compare(from, newest) > 0)
        {
            await Write(context, Reload(to), stop);
            return;
        }

        while (LiveEvent.Compare(from, to) < 0)
        {
            if (await LiveEvent.ReadAfter(redis, tenantId, from) is not { Count: > 0 } missed) { await Write(context, Reload(to), stop); return; }
            await Write(context, string.Concat(missed.Where(m => LiveEvent.Compare(m.Id, to) <= 0 && stream.Wants(m)).Select(Text)), stop);
            from = missed[^1].Id;
        }
    }

    private static async Task Follow(HttpContext context, LiveStream stream, Caller caller, KeyHolders holders, CancellationToken stop)
    {
        var text = new StringBuilder();
        using var clock = new PeriodicTimer(Beat);
        var (heard, beat) = (stream.Waiting.WaitToReadAsync(stop).AsTask(), clock.WaitForNextTickAsync(stop).AsTask());
        while (true)
        {
            await Task.WhenAny(heard, beat);
            if (beat.IsCompleted)
            {
                await beat;
                if (!await StillMay(context, caller, holders, stop)) return;
                await Write(context, ": \n\n", stop);
                beat = clock.WaitForNextTickAsync(stop).AsTask();
            }

            if (!heard.IsCompleted) continue;
            if (!await heard) { await Write(context, Reload(null), stop); return; }
            text.Clear();
            while (text.Length < 32_000 && stream.Waiting.TryRead(out var told)) text.Append(Text(told));
            await Write(context, text.ToString(), stop);
            heard = stream.Waiting.WaitToReadAsync(stop).AsTask();
        }
    }

    /// <summary>Revoked means revoked for what is open too, however much there is to hear.</summary>
    private static async Task<bool> StillMay(HttpContext context, Caller caller, KeyHolders holders, CancellationToken stop)
    {
        try
        {
            return CallerHandler.Credential(context.Request) is var (kind, secret) && await holders.Find(kind, secret, stop) is { } holder
                && holder.Caller.TenantId == caller.TenantId && holder.Caller.Is(Roles.Readers);
        }
        catch (RpcException) { return false; }
    }

    private static string Text(LiveEvent told) => told.IsReload ? Reload(told.Id) : $"id: {told.Id}\ndata: {told.Data}\n\n";

    private static string Reload(string? id) => $"event: reload\n{(id is null ? "" : $"id: {id}\n")}data: {{}}\n\n";

    private static async Task Write(HttpContext context, string text, CancellationToken stop)
    {
        if (text.Length == 0) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(30)); // a reader that takes nothing is no reader
        await context.Response.WriteAsync(text, deadline.Token);
        await context.Response.Body.FlushAsync(deadline.Token);
    }
}
