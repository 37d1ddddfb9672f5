using System.Text;
using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Cache;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Live;

/// <summary>
/// Server-sent events: what happened in the caller's organisation, in order. <c>ready</c> first, with the id to resume from; then one event each;
/// <c>reload</c> where something was or may have been missed. A comment every five seconds; the credential is looked at as often.
/// </summary>
internal static class WatchEvents
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    public static async Task Handle(HttpContext context, string? topics, LiveStreams streams, LiveReaders readers, RedisLink redis, KeyHolders holders)
    {
        var (caller, stop) = (KeyHolder.Of(context)!.Caller, context.RequestAborted);
        var wanted = LiveTopics.Read(topics);
        var resumed = context.Request.Headers["Last-Event-ID"].ToString();
        RuleViolation.Unless(resumed.Length == 0 || LiveEvent.IsId(resumed), "events.last-event-id", "Last-Event-ID is not an id of this stream.", "Last-Event-ID");
        using var place = readers.Enter(caller.SubjectId);
        var stream = new LiveStream(wanted);
        try
        {
            var joined = await streams.Join(caller.TenantId, stream) ?? throw new TimeoutException("Redis does not answer.");
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await Write(context, $"retry: 2000\nevent: ready\nid: {(resumed.Length > 0 ? resumed : joined)}\ndata: {{}}\n\n", stop);
            if (resumed.Length > 0) await Replay(context, redis, caller.TenantId, stream, resumed, joined, stop);
            await Follow(context, stream, holders, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* the reader left */ }
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

    private static async Task Follow(HttpContext context, LiveStream stream, KeyHolders holders, CancellationToken stop)
    {
        var text = new StringBuilder();
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(stop);
            beat.CancelAfter(Beat);
            try
            {
                if (!await stream.Waiting.WaitToReadAsync(beat.Token)) { await Write(context, Reload(null), stop); return; }
                text.Clear();
                while (text.Length < 32_000 && stream.Waiting.TryRead(out var told)) text.Append(Text(told));
                await Write(context, text.ToString(), stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // Revoked means revoked for what is open too.
                if (CallerHandler.Credential(context.Request) is not var (kind, secret) || await holders.Find(kind, secret, stop) is null) return;
                await Write(context, ": \n\n", stop);
            }
        }
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
