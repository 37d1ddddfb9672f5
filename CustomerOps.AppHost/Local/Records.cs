namespace Aspire.Hosting;

/// <summary>What an instance writes into its data directory for people, scripts and tests.</summary>
internal static class Records
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>processes.json follows every change: process ids, states, addresses, and the door to act on them.</summary>
    public static async Task KeepAsync(Instance instance)
    {
        var path = Path.Combine(instance.Settings.DataDirectory, "processes.json");
        for (var written = -1L; !instance.Ended.IsCancellationRequested;)
        {
            var version = instance.Resources.Sum(r => (long)r.Version);
            if (version != written)
            {
                written = version;
                RunSettings.WritePrivate(path, JsonSerializer.Serialize(new
                {
                    AppHost = Environment.ProcessId,
                    Control = new { Url = $"http://127.0.0.1:{instance.ControlPort}", Header = Doors.KeyHeader, Key = instance.DoorKey },
                    ResourceService = $"http://127.0.0.1:{instance.GrpcPort}",
                    Resources = instance.Resources.Select(ResourceRecord.Of),
                }, Readable));
            }

            await Task.Delay(100, instance.Ended).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Forget(instance.Settings);
    }

    /// <summary>Nobody is to read the addresses of an instance that is no more.</summary>
    public static void Forget(RunSettings settings)
    {
        File.Delete(Path.Combine(settings.DataDirectory, "processes.json"));
        File.Delete(Path.Combine(settings.DataDirectory, "endpoints.json"));
    }

    /// <summary>endpoints.json and the last lines of a start: where everything is.</summary>
    public static void Announce(Instance instance, DashboardResource? dashboard, Progress say)
    {
        var addresses = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("gateway", Url("gateway", "http"));
        Add("docs", Url("gateway", "http") is { } gateway ? $"{gateway}/docs" : null);
        Add("rabbitmq", Url("bus", "management"));
        Add("amqp", Url("bus", "tcp"));
        Add("mailbox", Url("mailbox", "http"));
        Add("mail-in", Url("mail", "smtp-in"));
        Add("dashboard", dashboard?.Address);
        RunSettings.WritePrivate(Path.Combine(instance.Settings.DataDirectory, "endpoints.json"), JsonSerializer.Serialize(addresses, Readable));
        say.Line("everything is ready");
        foreach (var (name, address) in addresses) say.Line($"  {name,-10} {address}");

        say.Line($"  secrets    {Path.Combine(instance.Settings.DataDirectory, "secrets.json")} (RabbitMQ: guest / bus-password)");
        say.Line($"  demo keys  {Path.Combine(instance.Settings.DataDirectory, "demo-keys.json")} (once the demo data is seeded)");

        void Add(string name, string? address)
        {
            if (address is not null) addresses[name] = address;
        }

        string? Url(string resource, string endpoint) => instance.Find(resource)?.Resource.Endpoints.Find(e => e.Name == endpoint)?.Url;
    }
}
