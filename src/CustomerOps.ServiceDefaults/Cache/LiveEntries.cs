namespace CustomerOps.ServiceDefaults.Cache;

/// <summary>How live events lie in Redis: a stream per organisation, and a channel that says whose has grown.</summary>
public static class LiveEntries
{
    public const string Channel = "live", Field = "event";

    /// <summary>In an event's place: something was missed.</summary>
    public const string Reload = "reload";

    public static string Key(Guid tenantId) => $"live:{tenantId:n}";
}
