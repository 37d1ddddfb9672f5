using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CustomerOps.Messaging.Inbox;

/// <summary>One queue's consumer as an operator sees it.</summary>
/// <param name="State">consuming, paused, or not-consumed: looked for again every second.</param>
internal sealed record ConsumerView(string Queue, string State, DateTimeOffset? PausedAt);

internal static class ConsumerEndpoints
{
    public static void MapConsumers(this IEndpointRouteBuilder app)
    {
        var group = app.MapOperatorCommands();
        group.MapGet("/consumers", (QueueConsumers consumers) => consumers.Views);
        group.MapPost("/consumers/pause", (ConsumerCommands commands, CancellationToken stop) => commands.Pause(null, stop));
        group.MapPost("/consumers/resume", (ConsumerCommands commands, CancellationToken stop) => commands.Resume(null, stop));
        group.MapPost("/consumers/{queue}/pause", (string queue, ConsumerCommands commands, CancellationToken stop) => commands.Pause(queue, stop));
        group.MapPost("/consumers/{queue}/resume", (string queue, ConsumerCommands commands, CancellationToken stop) => commands.Resume(queue, stop));
    }
}

/// <summary>Pauses and resumes one consumer, or all of this service; answers when it has happened here, and after ten seconds in any case.</summary>
internal sealed class ConsumerCommands(QueueConsumers consumers, PausedQueues paused, TimeProvider time)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10), LookEvery = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<ConsumerView>> Pause(string? queue, CancellationToken stop)
    {
        var meant = Meant(queue);
        await paused.Pause(meant, stop);
        return await Until(meant, "paused", stop);
    }

    public async Task<IReadOnlyList<ConsumerView>> Resume(string? queue, CancellationToken stop)
    {
        var meant = Meant(queue);
        await paused.Resume(meant, stop);
        return await Until(meant, "consuming", stop);
    }

    private List<string> Meant(string? queue)
    {
        var all = consumers.Views.Select(v => v.Queue).ToList();
        return queue is null ? all : all.Contains(queue) ? [queue] : throw new NotFound("consumer");
    }

    private async Task<IReadOnlyList<ConsumerView>> Until(List<string> queues, string state, CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            var views = consumers.Views.Where(v => queues.Contains(v.Queue)).ToList();
            if (views.TrueForAll(v => v.State == state) || time.GetElapsedTime(asked) > AtMost) return views;
            await Task.Delay(LookEvery, time, stop);
        }
    }
}
