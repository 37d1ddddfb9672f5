using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Messaging.Inbox;

/// <summary>What is away comes back (a restart, a fail-over): patient, about five minutes. Anything else: three quick tries. What can never work: none.</summary>
internal static class RetryPolicy
{
    private const int PatientTries = 100, MaxPauseMs = 3_000, TriesForTheUnknown = 8;

    /// <returns>Null when it is not tried again.</returns>
    public static TimeSpan? PauseAfter(Exception failure, int attempt) => failure switch
    {
        JsonException or RuleViolation => null,
        UnknownSender => attempt > TriesForTheUnknown ? null : TimeSpan.FromMilliseconds(Math.Min(MaxPauseMs, 50 * Math.Pow(2, attempt))),
        _ when Transient.Is(failure) => attempt > PatientTries ? null : TimeSpan.FromMilliseconds(Math.Min(MaxPauseMs, 100 * Math.Pow(2, attempt - 1)) * (0.8 + 0.4 * Random.Shared.NextDouble())),
        _ => attempt switch { 1 => TimeSpan.FromMilliseconds(100), 2 => TimeSpan.FromMilliseconds(500), 3 => TimeSpan.FromSeconds(2), _ => null },
    };
}
