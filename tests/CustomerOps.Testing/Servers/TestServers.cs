using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace CustomerOps.Testing.Servers;

/// <summary>
/// Real PostgreSQL, RabbitMQ and Redis for the tests of this process. With the environment variable
/// <c>CUSTOMEROPS_TEST_SERVERS</c> (what <c>CustomerOps.Testing --servers</c> prints) those servers are used, else own ones are started.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    /// <summary>The name of the environment variable that holds the addresses of servers started by somebody else.</summary>
    public const string Variable = "CUSTOMEROPS_TEST_SERVERS";
    private static readonly Lazy<Task<TestServers>> s_shared = new(() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? Task.FromResult(Given(given)) : Start());
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ServerAddresses _addresses;
    private readonly PostgresServer? _postgres;
    private readonly RabbitServer? _rabbit;
    private readonly RedisServer? _redis;

    private TestServers(ServerAddresses addresses, PostgresServer? postgres = null, RabbitServer? rabbit = null, RedisServer? redis = null) =>
        (_addresses, _postgres, _rabbit, _redis) = (addresses, postgres, rabbit, redis);

    /// <summary>The servers this test process shares; they end with the process.</summary>
    public static Task<TestServers> Get() => s_shared.Value;

    /// <summary>Servers of one's own, for tests that stop or restart them.</summary>
    public static async Task<TestServers> Start()
    {
        var (postgres, rabbit, redis) = (new PostgresServer(), new RabbitServer(), new RedisServer());
        var servers = new TestServers(new ServerAddresses(postgres.ConnectionString, rabbit.ConnectionString, redis.ConnectionString, rabbit.Management), postgres, rabbit, redis);
        try
        {
            await Task.WhenAll(postgres.Start(), rabbit.Start(), redis.Start());
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>The Redis address, in StackExchange.Redis form.</summary>
    public string Cache => _addresses.Cache;

    /// <summary>The management API, with user and password in the address.</summary>
    public Uri RabbitManagement => _addresses.RabbitManagement;

    /// <summary>The connection string of a database, as superuser; the database is created when it is missing.</summary>
    public string Postgres(string database)
    {
        using var connection = new NpgsqlConnection(_addresses.Postgres + ";Database=postgres;Pooling=false;Timeout=60;Command Timeout=120");
        connection.Open();
        using var command = new NpgsqlCommand($"create database \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was first: that is what "when missing" means.
        }
        return _addresses.Postgres + ";Database=" + database;
    }

    /// <summary>The AMQP address of a virtual host; it is created when it is missing.</summary>
    public async Task<string> Bus(string vhost)
    {
        var name = Uri.EscapeDataString(vhost);
        var user = RabbitManagement.UserInfo.Split(':')[0];
        await Manage(HttpMethod.Put, $"api/vhosts/{name}", "{}");
        await Manage(HttpMethod.Put, $"api/permissions/{name}/{user}", """{"configure":".*","write":".*","read":".*"}""");
        return $"{_addresses.Bus}/{name}";
    }

    /// <summary>Stops the database as an operator would and starts it on the same data and port.</summary>
    public Task RestartPostgres() => Owned(_postgres).Restart();

    /// <summary>Stops the broker and starts it on the same data and ports.</summary>
    public Task RestartBus() => Owned(_rabbit).Restart();

    /// <summary>What to hand to other test processes in <see cref="Variable"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(_addresses, JsonSerializerOptions.Web);

    /// <summary>Stops what this instance started and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_redis is not null) await _redis.DisposeAsync();
        if (_rabbit is not null) await _rabbit.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    private static TestServers Given(string json) => new(JsonSerializer.Deserialize<ServerAddresses>(json, JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"{Variable} does not hold the addresses of the servers."));

    private static T Owned<T>(T? server) where T : class => server
        ?? throw new InvalidOperationException("These servers are shared with other test processes; a test that restarts one calls TestServers.Start().");

    /// <summary>RabbitMQ's management sometimes drops a connection while it starts its own applications; what is put twice is there once.</summary>
    private async Task Manage(HttpMethod method, string path, string body)
    {
        for (var attempt = 1; ; attempt++)
        {
            try { await Send(method, path, body); return; }
            catch (Exception e) when (attempt < 5 && e is (HttpRequestException or OperationCanceledException)) { await Task.Delay(TimeSpan.FromSeconds(attempt)); }
        }
    }

    private async Task Send(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(RabbitManagement.GetLeftPart(UriPartial.Scheme) + RabbitManagement.Authority + "/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(RabbitManagement.UserInfo)));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await s_http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
