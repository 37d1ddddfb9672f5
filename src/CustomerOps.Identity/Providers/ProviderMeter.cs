using System.Diagnostics.Metrics;

namespace CustomerOps.Identity.Providers;

/// <summary>What became of ways to organisations' providers: <c>customerops.provider_sign_ins</c> by outcome (done, refused, away).</summary>
internal sealed class ProviderMeter : IDisposable
{
    private readonly Meter _meter = new("CustomerOps.Identity");
    private readonly Counter<long> _ways;

    public ProviderMeter() => _ways = _meter.CreateCounter<long>("customerops.provider_sign_ins", "{sign-in}");

    public void Count(string outcome) => _ways.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
