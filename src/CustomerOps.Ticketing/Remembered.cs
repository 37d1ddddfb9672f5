using System.Collections.Concurrent;

namespace CustomerOps.Ticketing;

/// <summary>Something of each organisation that nearly every request asks for, remembered for ten seconds. A change shows at once in the process that made it and within those seconds in the others.</summary>
internal sealed class Remembered<T>(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    private readonly ConcurrentDictionary<Guid, (T Value, DateTimeOffset Until)> _known = new();

    public async ValueTask<T> Of(Guid tenantId, Func<Task<T>> read)
    {
        if (_known.TryGetValue(tenantId, out var known) && known.Until > time.GetUtcNow()) return known.Value;
        var value = await read();
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[tenantId] = (value, time.GetUtcNow() + Remembering.Keep);
        return value;
    }

    public void Forget(Guid tenantId) => _known.TryRemove(tenantId, out _);
}

internal static class Remembering
{
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);
}
