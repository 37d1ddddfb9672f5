namespace CustomerOps.Identity.Sessions;

/// <summary>A session ends when it was not used for a while (<c>Sessions:IdleMinutes</c>), and at the latest after <c>Sessions:LifetimeHours</c>.</summary>
internal sealed record SessionSettings(TimeSpan Idle, TimeSpan Lifetime)
{
    public static SessionSettings From(IConfiguration configuration) =>
        new(TimeSpan.FromMinutes(configuration.GetValue("Sessions:IdleMinutes", 480)), TimeSpan.FromHours(configuration.GetValue("Sessions:LifetimeHours", 168)));
}
