using System.Globalization;

namespace CustomerOps.Benchmarks;

/// <param name="Seconds">How long each measurement of a run lasts.</param>
/// <param name="Warm">How long each is run before, without counting; the just-in-time compiler needs about a minute of many requests until what runs often is in its last tier.</param>
/// <param name="Runs">How often the whole sequence is repeated; the table shows medians.</param>
/// <param name="Only">The one group to measure; null for all.</param>
/// <param name="Measure">What the names of those to measure hold; null for all.</param>
/// <param name="Clients">How many ask at the same time.</param>
/// <param name="Tickets">How many tickets are there where search, lists and reports are measured.</param>
internal sealed record Options(int Seconds, int Warm, int Runs, string? Only, string? Measure, int Clients, int Tickets)
{
    public const string Usage = "usage: dotnet run -c Release --project tests/CustomerOps.Benchmarks -- [--seconds N] [--warm N] [--runs N] [--only create|read|list|gateway|loop|mail|partner|search|auth|live|storm|sla|routing|size|erasure] [--measure TEXT] [--clients N] [--tickets N]";
    public static readonly string[] Groups = ["create", "read", "list", "gateway", "loop", "mail", "partner", "search", "auth", "live", "storm", "sla", "routing", "size", "erasure"];

    public TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    /// <summary>Null when the arguments are not understood.</summary>
    public static Options? Read(string[] args)
    {
        var options = new Options(10, 5, 3, null, null, 16, 100_000);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 600;
            var tickets = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var t) && t is >= 1_000 and <= 1_000_000;
            switch (args[i])
            {
                case "--seconds" when number: options = options with { Seconds = n }; break;
                case "--warm" when number: options = options with { Warm = n }; break;
                case "--runs" when number: options = options with { Runs = n }; break;
                case "--clients" when number: options = options with { Clients = n }; break;
                case "--tickets" when tickets: options = options with { Tickets = t }; break;
                case "--measure" when value.Length > 0: options = options with { Measure = value }; break;
                case "--only" when Groups.Contains(value): options = options with { Only = value }; break;
                default: return null;
            }
        }

        return options;
    }
}
