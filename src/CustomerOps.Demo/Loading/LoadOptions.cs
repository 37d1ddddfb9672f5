using System.Globalization;
using System.Text.Json;

namespace CustomerOps.Demo.Loading;

/// <summary>What a run of the loader is told. Defaults fit a run from the project's folder while CustomerOps is up.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        usage: dotnet run eng/load.cs -- [options]
          --gateway URL        where the gateway is (default: from .data/endpoints.json)
          --mailbox URL        where survey mails can be read (default: from .data/endpoints.json; "none" leaves answering out)
          --keys FILE          API keys by organisation and role (default .data/demo-keys.json)
          --data DIR           folder with commerce, questions, articles and contacts (default ../shared/data)
          --organisation NAME  whose data it becomes (default nordlys)
          --clients N          requests at the same time, 1 to 64 (default 16)
          --tickets N          only the first N questions (default all)
          --solve N            how many of the tickets are solved (default 2000); 0 leaves surveys and the plan out
          --weeks N            weeks of call counts, the last ones (default 27)
          --answering SHARE    share of the customers who answer, 0 to 1 (default 0.6)
          --aht SECONDS        handling time of a call, for the staffing plan (default 240)
        A run that was stopped goes on where it was: its journal lies beside the keys.
        """;

    private const string EndpointsFile = ".data/endpoints.json";

    public required Uri Gateway { get; init; }
    public Uri? Mailbox { get; init; }
    public string Keys { get; init; } = Path.Combine(".data", "demo-keys.json");
    public string Data { get; init; } = Path.Combine("..", "shared", "data");
    public string Organisation { get; init; } = "nordlys";
    public int Clients { get; init; } = 16;
    public int Tickets { get; init; } = int.MaxValue;
    public int Solve { get; init; } = 2000;
    public int Weeks { get; init; } = 27;
    public double Answering { get; init; } = 0.6;
    public double Aht { get; init; } = 240;

    public string Journal => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Keys))!, $"load-{Organisation}.journal");

    /// <exception cref="FormatException">An option is unknown or has no such value.</exception>
    public static LoadOptions Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i += 2)
            given[args[i]] = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
        string[] known = ["--gateway", "--mailbox", "--keys", "--data", "--organisation", "--clients", "--tickets", "--solve", "--weeks", "--answering", "--aht"];
        if (given.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown) throw new FormatException($"There is no option {unknown}.");
        var endpoints = Endpoints();
        var mailbox = given.GetValueOrDefault("--mailbox") ?? endpoints.GetValueOrDefault("mailbox");
        var defaults = new LoadOptions { Gateway = Address("--gateway", given.GetValueOrDefault("--gateway") ?? endpoints.GetValueOrDefault("gateway") ?? throw new FormatException($"Give --gateway URL: there is no {EndpointsFile} here.")) };
        return defaults with
        {
            Mailbox = mailbox is null or "none" ? null : Address("--mailbox", mailbox),
            Keys = given.GetValueOrDefault("--keys") ?? defaults.Keys, Data = given.GetValueOrDefault("--data") ?? defaults.Data,
            Organisation = given.GetValueOrDefault("--organisation") ?? defaults.Organisation,
            Clients = (int)Number("--clients", defaults.Clients, 1, 64), Tickets = (int)Number("--tickets", defaults.Tickets, 0, int.MaxValue), Solve = (int)Number("--solve", defaults.Solve, 0, int.MaxValue),
            Weeks = (int)Number("--weeks", defaults.Weeks, 1, 520), Answering = Number("--answering", defaults.Answering, 0, 1), Aht = Number("--aht", defaults.Aht, 1, 3600),
        };

        double Number(string name, double otherwise, double least, double most)
        {
            if (!given.TryGetValue(name, out var text)) return otherwise;
            return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number : throw new FormatException($"{name} is a number from {least} to {most}, not '{text}'.");
        }
    }

    private static Uri Address(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw new FormatException($"{name} is an http address, not '{text}'.");

    private static Dictionary<string, string> Endpoints() =>
        File.Exists(EndpointsFile) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(EndpointsFile)) ?? [] : [];
}
