namespace CustomerOps.Ticketing.Webhooks;

/// <summary>How patient we are with receivers; operators may say otherwise (<c>Webhooks:PausesSeconds:0</c>, …, <c>Webhooks:AnswerWithinSeconds</c>).</summary>
internal sealed class WebhookSettings(IConfiguration configuration)
{
    private const double Spread = 0.2;
    private static readonly double[] Usual = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200];
    private readonly double[] _pauses = configuration.GetSection("Webhooks:PausesSeconds").Get<double[]>() is { Length: > 0 } said ? said : Usual;

    public TimeSpan AnswerWithin { get; } = TimeSpan.FromSeconds(configuration.GetValue("Webhooks:AnswerWithinSeconds", 10));

    /// <summary>How long a process has a delivery in hand before another takes it up; longer than a receiver may take.</summary>
    public TimeSpan Hold { get; } = TimeSpan.FromSeconds(configuration.GetValue("Webhooks:HoldSeconds", 60));

    /// <summary>How long all must have failed, and how often at least, before a webhook is switched off.</summary>
    public TimeSpan FailingFor { get; } = TimeSpan.FromSeconds(configuration.GetValue("Webhooks:FailingForSeconds", 259_200));

    public int FailuresAtLeast { get; } = 10;

    /// <summary>More than this waiting for one webhook switches it off.</summary>
    public int MostWaiting { get; } = configuration.GetValue("Webhooks:MostWaiting", 100_000);

    /// <summary>Bytes that are sent at most.</summary>
    public int LargestBody { get; } = configuration.GetValue("Webhooks:LargestBody", 256 * 1024);

    /// <returns>The pause after so many failed tries, up to a fifth shorter or longer, so that what failed together does not come back together; null when it was the last.</returns>
    public TimeSpan? PauseAfter(int tries) => tries > _pauses.Length ? null : TimeSpan.FromSeconds(_pauses[tries - 1] * (1 + Spread * (2 * Random.Shared.NextDouble() - 1)));
}
