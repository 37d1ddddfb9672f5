using System.Diagnostics;

namespace CustomerOps.EndToEnd.Tests;

internal static class Until
{
    public static async Task Holds(Func<bool> condition, TimeSpan within, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > within) throw new TimeoutException($"Not within {within.TotalSeconds:0} s. {otherwise()}");
            await Task.Delay(50);
        }
    }

    /// <summary>Asks until there is an answer that satisfies; returns it with the seconds it took.</summary>
    public static async Task<(T Value, double Seconds)> Finds<T>(Func<Task<T>> ask, Func<T, bool> satisfies, double seconds = 60, Func<T, string>? told = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var value = await ask();
            if (satisfies(value)) return (value, clock.Elapsed.TotalSeconds);
            if (clock.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Not within {seconds} s, last: {(told is null ? value : told(value))}");
            await Task.Delay(50);
        }
    }
}
