using System.Collections.Concurrent;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Limits;

/// <summary>How many long requests of one kind are open at this replica: bounded for each caller and for all.</summary>
/// <param name="code">Of the refusal of one more of the same caller.</param>
internal sealed class Places(int perCaller, int here, string code, string what)
{
    private readonly ConcurrentDictionary<Guid, int> _open = new();
    private int _all;

    public IDisposable Enter(Guid subjectId)
    {
        var (mine, all) = (_open.AddOrUpdate(subjectId, 1, (_, n) => n + 1), Interlocked.Increment(ref _all));
        var place = new Place(this, subjectId);
        if (mine <= perCaller && all <= here) return place;
        place.Dispose();
        if (all > here) throw new TimeoutException($"{here} {what} are open here.");
        throw new RuleViolation(code, $"A caller has at most {perCaller} {what} open; close one.");
    }

    private sealed class Place(Places places, Guid subjectId) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref places._all);
            if (places._open.AddOrUpdate(subjectId, 0, (_, n) => n - 1) == 0) places._open.TryRemove(KeyValuePair.Create(subjectId, 0));
        }
    }
}
