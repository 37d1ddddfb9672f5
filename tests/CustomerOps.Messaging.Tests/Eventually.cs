using System.Diagnostics;

namespace CustomerOps.Messaging.Tests;

internal static class Eventually
{
    /// <summary>Asks until it holds; fails after the deadline (15 s) with the last value.</summary>
    public static async Task Is<T>(T expected, Func<Task<T>> ask, double seconds = 15)
    {
        var clock = Stopwatch.StartNew();
        T last;
        while (!Equals(last = await ask(), expected))
        {
            if (clock.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Expected {expected} within {seconds} s, last was {last}.");
            await Task.Delay(50);
        }
    }
}
