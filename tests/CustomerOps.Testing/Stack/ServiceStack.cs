using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CustomerOps.Testing.Servers;
using Npgsql;

namespace CustomerOps.Testing.Stack;

/// <summary>
/// Identity, the gateway and the named services as real processes on real servers, with databases, a virtual host and the organisations
/// <c>nordlys</c> and <c>aurora</c> of their own, each with one key per role.
/// </summary>
public sealed class ServiceStack : IAsyncDisposable
{
    public static readonly string[] Roles = ["agent", "senior", "specialist", "supervisor", "manager", "analyst", "admin", "partner", "customer", "colleague"];
    private static readonly TimeSpan s_healthyWithin = TimeSpan.FromSeconds(120);
    private static readonly SemaphoreSlim s_starting = new(1);
    private readonly string _id = Guid.NewGuid().ToString("n")[..8];
    private readonly ConcurrentDictionary<string, ServerProcess> _processes = new();
    private readonly Dictionary<string, ServiceAddresses> _hosts;
    private readonly TestServers _servers;
    private readonly Dictionary<string, string> _extra;
    private readonly Dictionary<string, (Guid Id, IReadOnlyDictionary<string, string> Keys)> _organisations = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(90) };

    private ServiceStack(TestServers servers, IEnumerable<string> services, Dictionary<string, string> extra)
    {
        (_servers, _extra) = (servers, extra);
        _hosts = services.Union(["identity", "gateway"]).ToDictionary(s => s, ServiceAddresses.Of);
    }

    public static Task<ServiceStack> Start(params string[] services) => Start(services, []);

    /// <param name="services">Names as in the app model, for example <c>ticketing</c>; identity and gateway always run.</param>
    /// <param name="environment">More environment for every process.</param>
    /// <param name="servers">Servers of one's own, when the test restarts them; the shared ones otherwise.</param>
    public static async Task<ServiceStack> Start(string[] services, Dictionary<string, string> environment, TestServers? servers = null)
    {
        // One after the other: a machine of two cores that starts two stacks at once is late with both.
        await s_starting.WaitAsync();
        try
        {
            return await StartOne(services, environment, servers ?? await TestServers.Get());
        }
        catch (InvalidOperationException e) when (e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
        {
            // Somebody took a port between looking for it and listening on it: once more, with others.
            return await StartOne(services, environment, servers ?? await TestServers.Get());
        }
        finally
        {
            s_starting.Release();
        }
    }

    private static async Task<ServiceStack> StartOne(string[] services, Dictionary<string, string> environment, TestServers servers)
    {
        var stack = new ServiceStack(servers, services, environment);
        try
        {
            stack.Bus = await stack._servers.Bus($"test-{stack._id}");
            await Task.WhenAll(stack._hosts.Keys.Where(s => s != "gateway").Select(stack.Migrate));
            await Task.WhenAll(stack._hosts.Keys.Select(stack.Restart));
            foreach (var slug in (string[])["nordlys", "aurora"]) stack._organisations[slug] = await stack.Found(slug);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>The gateway as the outside sees it.</summary>
    public Uri Gateway => _hosts["gateway"].HttpUri;

    /// <summary>AMQP address of the stack's own virtual host.</summary>
    public string Bus { get; private set; } = "";

    public const string OperatorKey = "operator-key-of-the-tests";

    public Guid Organisation(string slug) => _organisations[slug].Id;

    /// <summary>A client of the gateway with the key of that role.</summary>
    public HttpClient Client(string slug, string role)
    {
        var client = new HttpClient { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _organisations[slug].Keys[role]);
        return client;
    }

    public HttpClient Anonymous() => new() { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A service itself, past the gateway.</summary>
    public Uri Direct(string service) => _hosts[service].HttpUri;

    /// <summary>A service's gRPC address.</summary>
    public Uri Grpc(string service) => _hosts[service].SecondUri;

    /// <summary>The service's database as its owner, past row-level security.</summary>
    public NpgsqlDataSource Database(string service) => NpgsqlDataSource.Create(OwnerConnection(service));

    /// <summary>The owner's connection string of the service's database.</summary>
    public string OwnerConnection(string service) => _servers.Postgres($"{service}-{_id}");

    /// <summary>kill -9.</summary>
    public async Task Kill(string service)
    {
        if (_processes.TryRemove(service, out var process)) { await process.Stop(); await process.DisposeAsync(); }
    }

    /// <summary>Starts the service (again) and waits until it is ready.</summary>
    public async Task Restart(string service)
    {
        await Kill(service);
        var host = _hosts[service];
        var process = _processes[service] = ServerProcess.Start(service, Machine.TemporaryFolder(service), ("KILL", "TERM"), ["dotnet", host.Dll], Environment(host));
        await process.WaitUntil(() => Answers(new Uri(host.HttpUri, "/health")), s_healthyWithin);
    }

    /// <summary>One more of the service, beside the first; <see cref="Kill"/> takes the name returned.</summary>
    public async Task<(string Name, Uri Address)> StartReplica(string service)
    {
        var host = ServiceAddresses.Of(service);
        var name = $"{service}-{_processes.Count}";
        var process = _processes[name] = ServerProcess.Start(name, Machine.TemporaryFolder(name), ("KILL", "TERM"), ["dotnet", host.Dll], Environment(host));
        await process.WaitUntil(() => Answers(new Uri(host.HttpUri, "/health")), s_healthyWithin);
        return (name, host.HttpUri);
    }

    /// <summary>What the service last wrote to its console, for the message of a failed test.</summary>
    public string Log(string service, int lines = 60) => _processes.TryGetValue(service, out var process) ? process.LogTail(lines) : "";

    /// <summary>An operator's command to a service.</summary>
    public async Task<HttpResponseMessage> Command(string service, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_hosts[service].HttpUri, "/internal/" + path)) { Content = JsonContent.Create(body ?? new { }) };
        request.Headers.Add("X-Operator-Key", OperatorKey);
        return await _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values) await process.DisposeAsync();
        _http.Dispose();
    }

    private async Task Migrate(string service)
    {
        var host = _hosts[service];
        await using var process = ServerProcess.Start($"{service}-migration", Machine.TemporaryFolder(service), ("KILL", "TERM"), ["dotnet", host.Dll, "--migrate"], Environment(host));
        await process.Completed(s_healthyWithin);
    }

    private Dictionary<string, string> Environment(ServiceAddresses host)
    {
        var environment = new Dictionary<string, string>
        {
            [$"ConnectionStrings__{host.Name}-db"] = OwnerConnection(host.Name), ["ConnectionStrings__bus"] = Bus, ["ConnectionStrings__cache"] = _servers.Cache,
            ["HTTP_PORTS"] = $"{host.Http}", [host.Name == "gateway" ? "INTERNAL_PORT" : "GRPC_PORT"] = $"{host.Second}",
            ["services__gateway__internal__0"] = $"{_hosts["gateway"].SecondUri}", ["ASPNETCORE_ENVIRONMENT"] = "Development", ["PublicUrl"] = $"{Gateway}".TrimEnd('/'),
            ["Keys__Gateway"] = "gateway-key-of-the-tests", ["Keys__Service"] = "service-key-of-the-tests", ["Keys__Operator"] = OperatorKey, ["Keys__SurveyLink"] = "survey-link-key-of-the-tests",
            ["services__bus__management__0"] = _servers.RabbitManagement.GetLeftPart(UriPartial.Scheme) + _servers.RabbitManagement.Authority,
            ["Logging__LogLevel__Default"] = "Warning", ["Limits__PerSecond"] = "100000", ["Limits__Burst"] = "100000", ["Limits__OrganisationPerSecond"] = "100000", ["Limits__OrganisationBurst"] = "100000", ["Limits__AnonymousPerSecond"] = "100000", ["Limits__AnonymousBurst"] = "100000", ["Limits__SignInPerMinute"] = "100000", ["Passwords__Rounds"] = "50000", ["Erasure__LooksAgainAfter"] = "00:00:01",
        };
        foreach (var other in ServiceAddresses.Known.Except(["gateway"]))
        {
            // A service that does not run here gets an address where nobody answers.
            environment[$"services__{other}__http__0"] = _hosts.TryGetValue(other, out var known) ? $"{known.HttpUri}" : "http://127.0.0.1:9";
            environment[$"services__{other}__grpc__0"] = _hosts.TryGetValue(other, out known) ? $"{known.SecondUri}" : "http://127.0.0.1:9";
        }

        foreach (var (name, value) in _extra) environment[name] = value;
        return environment;
    }

    /// <summary>It is about eight in the morning there now. A shift ends on the day it begins: people of this branch can be on shift whatever time the tests run.</summary>
    public const string Morning = "morning";

    private static string MorningZone() => (((8 - DateTime.UtcNow.Hour + 36) % 24) - 12) switch { 0 => "Etc/GMT", > 0 and var ahead => $"Etc/GMT-{ahead}", var behind => $"Etc/GMT+{-behind}" };

    private async Task<(Guid, IReadOnlyDictionary<string, string>)> Found(string slug)
    {
        using var answer = await Command("identity", "organisations", new
        {
            slug, name = slug == "nordlys" ? "Nordlys" : "Aurora", timeZone = "Europe/Copenhagen", languages = (string[])["en", "da", "nb", "sv", "fi", "hu"],
            branches = new[] { new { code = "main", name = "Main street", timeZone = "Europe/Copenhagen" }, new { code = "harbour", name = "Harbour", timeZone = "Europe/Helsinki" }, new { code = Morning, name = "Where it is morning", timeZone = MorningZone() } },
            keys = Roles.Select(r => new { name = r, roles = (string[])[r] }),
        });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The organisation {slug} could not be founded: {await answer.Content.ReadAsStringAsync()}\n{Log("identity")}");
        var founded = (await answer.Content.ReadFromJsonAsync<Founded>())!;
        return (founded.OrganisationId, founded.Keys);
    }

    private async Task<bool> Answers(Uri health)
    {
        try
        {
            using var answer = await _http.GetAsync(health);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return false; }
    }

    private sealed record Founded(Guid OrganisationId, Dictionary<string, string> Keys);
}
