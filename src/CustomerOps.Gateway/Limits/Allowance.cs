namespace CustomerOps.Gateway.Limits;

/// <summary>A token bucket's shape: it fills by so many tokens per second up to the burst.</summary>
internal sealed record Allowance(double PerSecond, int Burst)
{
    public static Allowance PerMinute(int tries) => new(tries / 60.0, tries);

    /// <summary>Seconds in which an empty bucket is full.</summary>
    public int Window => Math.Max(1, (int)Math.Ceiling(Burst / PerSecond));

    /// <summary>How many tokens a replica takes from the shared bucket at once: few enough that what it does not spend is no loss.</summary>
    public int Handful => Math.Clamp(Burst / 40, 1, 50);
}

/// <param name="Wait">How long until a token is there; zero when one was given.</param>
internal readonly record struct Decision(bool Allowed, int Remaining, TimeSpan Wait);
