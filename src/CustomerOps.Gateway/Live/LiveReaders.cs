using System.Collections.Concurrent;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Live;

/// <summary>How many streams are open here: bounded for each caller and for all.</summary>
internal sealed class LiveReaders
{
    private readonly ConcurrentDictionary<Guid, int> _open = new();
    private int _all;

    public IDisposable Enter(Guid subjectId)
    {
        var (mine, all) = (_open.AddOrUpdate(subjectId, 1, (_, n) => n + 1), Interlocked.Increment(ref _all));
        var place = new Place(this, subjectId);
        if (mine <= LiveStreams.MostPerCaller && all <= LiveStreams.MostHere) return place;
        place.Dispose();
        if (all > LiveStreams.MostHere) throw new TimeoutException($"{LiveStreams.MostHere} live streams are open here.");
        throw new RuleViolation("events.too-many-streams", $"A caller has at most {LiveStreams.MostPerCaller} streams open; close one.");
    }

    private sealed class Place(LiveReaders readers, Guid subjectId) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref readers._all);
            if (readers._open.AddOrUpdate(subjectId, 0, (_, n) => n - 1) == 0) readers._open.TryRemove(KeyValuePair.Create(subjectId, 0));
        }
    }
}
