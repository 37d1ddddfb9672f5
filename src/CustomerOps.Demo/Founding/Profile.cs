namespace CustomerOps.Demo.Founding;

/// <summary>A shop or office of a demo organisation.</summary>
internal sealed record BranchProfile(string Code, string Name, string TimeZone);

/// <summary>What a demo organisation is like. The same profile always brings forth the same data.</summary>
/// <param name="Shares">How much of its business is in each language, in per cent.</param>
internal sealed record Profile(
    string Slug, string Name, string TimeZone, int Seed, IReadOnlyList<BranchProfile> Branches, IReadOnlyDictionary<string, int> Shares,
    int Customers = 180, int Orders = 120, int Tickets = 260)
{
    /// <summary>The roles that get a key, each named like its role.</summary>
    public static readonly IReadOnlyList<string> Roles = ["admin", "agent", "senior", "specialist", "supervisor", "manager", "analyst", "partner", "customer"];

    public static readonly Profile Nordlys = new("nordlys", "Nordlys", "Europe/Copenhagen", 1871,
    [
        new("copenhagen", "København K", "Europe/Copenhagen"), new("oslo", "Oslo sentrum", "Europe/Oslo"),
        new("gothenburg", "Göteborg Nordstan", "Europe/Stockholm"), new("online", "Nordlys online", "Europe/Copenhagen"),
    ], new Dictionary<string, int> { ["da"] = 34, ["nb"] = 20, ["sv"] = 20, ["en"] = 14, ["fi"] = 6, ["hu"] = 6 });

    public static readonly Profile Aurora = new("aurora", "Aurora", "Europe/Helsinki", 1917,
    [
        new("helsinki", "Helsinki Kamppi", "Europe/Helsinki"), new("tampere", "Tampere Koskipuisto", "Europe/Helsinki"),
        new("budapest", "Budapest Deák tér", "Europe/Budapest"), new("online", "Aurora online", "Europe/Helsinki"),
    ], new Dictionary<string, int> { ["fi"] = 36, ["hu"] = 26, ["sv"] = 14, ["en"] = 14, ["da"] = 5, ["nb"] = 5 });

    public static readonly IReadOnlyList<Profile> All = [Nordlys, Aurora];

    /// <summary>Its languages, the one most used first.</summary>
    public string[] Languages => [.. Shares.OrderByDescending(s => s.Value).Select(s => s.Key)];
}
