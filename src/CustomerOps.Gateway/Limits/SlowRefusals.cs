namespace CustomerOps.Gateway.Limits;

/// <summary>A refusal is held back a quarter of a second, a thousand of them at a time: a storm of refused requests then costs next to nothing.</summary>
internal sealed class SlowRefusals(TimeProvider time)
{
    private const int Most = 1_000;
    private static readonly TimeSpan HeldFor = TimeSpan.FromMilliseconds(250);
    private int _held;

    public async Task Hold(CancellationToken stop)
    {
        try
        {
            if (Interlocked.Increment(ref _held) <= Most) await Task.Delay(HeldFor, time, stop);
        }
        finally { Interlocked.Decrement(ref _held); }
    }
}
