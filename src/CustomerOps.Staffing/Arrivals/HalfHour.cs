namespace CustomerOps.Staffing.Arrivals;

/// <summary>The interval everything is counted, forecast and staffed by.</summary>
internal static class HalfHour
{
    public const int Minutes = 30, Seconds = 1800, PerDay = 48;

    public static DateTimeOffset Of(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % (Minutes * TimeSpan.TicksPerMinute)), TimeSpan.Zero);
}

/// <summary>The ways a contact comes in.</summary>
internal static class Channel
{
    private static readonly string[] All = ["email", "phone", "chat", "social", "web", "store"];

    public static string Checked(string channel) =>
        All.Contains(channel) ? channel : throw new ServiceDefaults.Problems.RuleViolation("channel.unknown", $"channel is one of {string.Join(", ", All)}.", "channel");
}
