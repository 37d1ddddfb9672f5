using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Telemetry;
using CustomerOps.Testing.Stack;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.EndToEnd.Tests.RunningSystem))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CustomerOps.EndToEnd.Tests;

/// <summary>All of CustomerOps, started by the AppHost as an operator would, with the organisations nordlys and aurora and a key per role.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromMinutes(6);
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Dictionary<string, (Guid Id, Dictionary<string, string> Keys)> _organisations = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<string, int> _killed = [];
    private Process? _appHost;
    private Collector? _collector;

    public string Data { get; } = Directory.CreateTempSubdirectory("customerops-e2e-").FullName;

    public Uri Gateway => new(Read("endpoints.json")["gateway"]!.GetValue<string>());

    public Mailbox Mailbox => new(new Uri(Read("endpoints.json")["mailbox"]!.GetValue<string>()));

    /// <summary>Where mails come in.</summary>
    public Uri MailIn => new(Read("endpoints.json")["mail-in"]!.GetValue<string>());

    /// <summary>From now on mails to that address are the organisation's.</summary>
    public async Task GiveMailbox(string address, string slug)
    {
        var file = Path.Combine(Data, "mailboxes.json");
        var book = File.Exists(file) ? Read("mailboxes.json").AsObject() : [];
        book[address] = $"{Organisation(slug)}";
        await File.WriteAllTextAsync(file + ".new", book.ToJsonString());
        File.Move(file + ".new", file, overwrite: true);
        // It is looked at every second.
        await Task.Delay(1_100);
    }

    /// <summary>Everything the processes tell of themselves, from now until its end.</summary>
    internal Recording Record() => _collector!.Record();

    /// <summary>Where the gateway is to be reached besides 127.0.0.1; it stands for an address outside.</summary>
    public const string OutsideAddress = "127.0.0.2";

    public int AppHostId => _appHost!.Id;

    public Guid Organisation(string slug) => _organisations[slug].Id;

    public Api As(string slug, string role) => new(Client(slug, role));

    /// <summary>The gateway as it answers, without trying again.</summary>
    public HttpClient Client(string slug, string role)
    {
        var client = new HttpClient { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _organisations[slug].Keys[role]);
        return client;
    }

    public Api AsNobody() => new(new HttpClient { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(30) });

    public string Bus
    {
        get
        {
            var address = new Uri(Endpoint("bus", "tcp"));
            return $"amqp://guest:{Secret("bus-password")}@{address.Host}:{address.Port}";
        }
    }

    /// <summary>The service's database as its owner.</summary>
    public NpgsqlDataSource Database(string service)
    {
        var address = new Uri(Endpoint("postgres", "tcp"));
        return NpgsqlDataSource.Create($"Host={address.Host};Port={address.Port};Username=postgres;Password={Secret("postgres-password")};Database={service}-db;Pooling=false");
    }

    /// <summary>kill -9; the AppHost starts it again.</summary>
    public void Kill(string resource)
    {
        if (Resource(resource)["pid"]?.GetValue<int>() is not { } pid) return;
        _killed[resource] = pid;
        try { Process.GetProcessById(pid).Kill(); }
        catch (ArgumentException) { /* already gone */ }
    }

    /// <summary>What was killed or restarted is there again, so that the next test meets a whole system.</summary>
    public Task Recovered() => Until.Finds(async () =>
    {
        // "Ready" may still be told of the process that was killed.
        var waiting = Read("processes.json")["resources"]!.AsArray()
            .Where(r => !r!["ready"]!.GetValue<bool>() || (_killed.TryGetValue(r["name"]!.GetValue<string>(), out var dead) && r["pid"]?.GetValue<int>() == dead))
            .Select(r => r!["name"]!.GetValue<string>()).ToList();
        if (waiting.Count > 0) return string.Join(", ", waiting);
        try { return (await _http.GetAsync(new Uri(Gateway, "/health"))).StatusCode is HttpStatusCode.OK ? "" : "the gateway's /health"; }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return "the gateway"; }
    }, waiting => waiting.Length == 0, 120);

    /// <summary>An operator's command, as the dashboard gives it.</summary>
    public async Task Command(string resource, string command)
    {
        var control = Read("processes.json")["control"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{control["url"]}/resources/{resource}/{command}");
        request.Headers.Add(control["header"]!.GetValue<string>(), control["key"]!.GetValue<string>());
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{command} {resource}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async ValueTask InitializeAsync()
    {
        var program = Repository.Program("CustomerOps.AppHost");
        _collector = await Collector.Start();
        _appHost = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, "--data", Data, "--gateway-port", "0", "--gateway-address", OutsideAddress, "--dashboard", "no", "--start-seconds", "330"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            // Inherited by every process, as if the dashboard were there.
            Environment = { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc", ["OTEL_BSP_SCHEDULE_DELAY"] = "1000", ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000", ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000" },
        })!;
        _appHost.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _appHost.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _appHost.BeginOutputReadLine();
        _appHost.BeginErrorReadLine();
        try
        {
            await Until.Holds(() => _appHost.HasExited || File.Exists(Path.Combine(Data, "endpoints.json")), s_readyWithin, () => string.Join('\n', _output));
            if (_appHost.HasExited) throw new InvalidOperationException(string.Join('\n', _output));
            foreach (var slug in (string[])["nordlys", "aurora"]) _organisations[slug] = await Found(slug);
            // Survey makes an organisation's first surveys when it hears of it.
            foreach (var slug in _organisations.Keys) await Until.Finds(() => As(slug, "manager").Get("/api/v1/surveys"), s => s["items"]!.AsArray().Count > 1);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is { HasExited: false })
        {
            using var term = Process.Start("kill", ["-TERM", $"{_appHost.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await _appHost.WaitForExitAsync(patience.Token);
        }

        if (_collector is not null) await _collector.DisposeAsync();
        _http.Dispose();
        _appHost?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private async Task<(Guid, Dictionary<string, string>)> Found(string slug)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Endpoint("identity", "http")}/internal/organisations")
        {
            Content = JsonContent.Create(new
            {
                slug, name = slug, timeZone = "Europe/Copenhagen", languages = (string[])["en", "da", "nb", "sv", "fi", "hu"],
                branches = new[] { new { code = "main", name = "Main street", timeZone = "Europe/Copenhagen" } }, keys = ServiceStack.Roles.Select(r => new { name = r, roles = (string[])[r] }),
            }),
        };
        request.Headers.Add("X-Operator-Key", Secret("operator-key"));
        using var answer = await _http.SendAsync(request);
        var founded = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (founded["organisationId"]!.GetValue<Guid>(), founded["keys"]!.Deserialize<Dictionary<string, string>>()!);
    }

    private JsonNode Resource(string name) => Read("processes.json")["resources"]!.AsArray().Single(r => r!["name"]!.GetValue<string>() == name)!;

    /// <summary>A resource's own address, past the gateway.</summary>
    public string Endpoint(string resource, string endpoint = "http") => Resource(resource)["endpoints"]![endpoint]!.GetValue<string>().TrimEnd('/');

    public string Secret(string name) => Read("secrets.json")[name]!.GetValue<string>();

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Data, file)))!;
}
