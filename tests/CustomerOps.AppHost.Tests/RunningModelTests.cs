using Npgsql;
using RabbitMQ.Client;

namespace CustomerOps.AppHost.Tests;

/// <summary>One whole model with its real servers; the tests run one after another on it.</summary>
[CollectionDefinition(nameof(RunningModel))]
public sealed class RunningModelCollection : ICollectionFixture<RunningModel>;

public sealed class RunningModel : IAsyncLifetime
{
    internal SampleApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await SampleApp.StartReadyAsync(servers: true);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

[Collection(nameof(RunningModel))]
public sealed class RunningModelTests(RunningModel model)
{
    private SampleApp App => model.App;

    [Fact]
    public void Everything_starts_only_after_what_it_waits_for()
    {
        foreach (var (before, after) in new[]
        {
            ("postgres ready", "back-db started"), ("back-db ready", "back-migration started"), ("back-migration done", "back started"),
            ("bus ready", "back started"), ("cache ready", "back started"), ("back ready", "pair-1 started"), ("back ready", "pair-2 started"),
            ("pair-1 ready", "gateway started"), ("pair-2 ready", "gateway started"),
        })
        {
            Line(before).ShouldBeLessThan(Line(after), $"{before} / {after}");
        }

        App.Records().Resources.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_service_is_given_working_connections_ports_and_references()
    {
        var given = await App.GetAsync<Dictionary<string, string>>("back", "/environment");
        await using var database = new NpgsqlConnection(given["ConnectionStrings__back-db"]);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        database.Database.ShouldBe("back-db");
        await using var bus = await new ConnectionFactory { Uri = new Uri(given["ConnectionStrings__bus"]) }
            .CreateConnectionAsync(TestContext.Current.CancellationToken);
        bus.IsOpen.ShouldBeTrue();
        using var cache = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(given["ConnectionStrings__cache"]);
        (await cache.GetDatabase().PingAsync()).ShouldBeGreaterThan(TimeSpan.Zero);
        given["HTTP_PORTS"].ShouldBe(new Uri(App.Records()["back"].Endpoints["http"]).Port.ToString());

        var gateway = await App.GetAsync<Dictionary<string, string>>("gateway", "/environment");
        gateway["services__back__http__0"].ShouldBe(App.Records()["back"].Endpoints["http"]);
        gateway["INTERNAL_PORT"].ShouldBe(new Uri(App.Records()["gateway"].Endpoints["internal"]).Port.ToString());
        gateway["INTERNAL_PORT"].ShouldNotBe(gateway["HTTP_PORTS"]);
    }

    [Fact]
    public async Task Replicas_answer_in_turn_behind_one_address()
    {
        var answered = new HashSet<int>();
        for (var i = 0; i < 6; i++)
        {
            answered.Add((await App.GetAsync<ProcessAnswer>("pair-1", "/process")).ProcessId);
        }

        answered.ShouldBe([App.Records()["pair-1"].Pid!.Value, App.Records()["pair-2"].Pid!.Value], ignoreOrder: true);
    }

    [Fact]
    public async Task A_killed_service_is_started_again_at_the_same_address()
    {
        var before = App.Records()["gateway"];
        Until.Signal(before.Pid!.Value, "KILL");
        await Until.TrueAsync(() => App.Records()["gateway"] is { Ready: true } now && now.Pid != before.Pid, 20);
        var after = App.Records()["gateway"];
        after.Restarts.ShouldBe(before.Restarts + 1);
        after.Endpoints.ShouldBe(before.Endpoints);
        (await App.GetAsync<ProcessAnswer>("gateway", "/process")).ProcessId.ShouldBe(after.Pid!.Value);
        App.Output.ShouldContain(line => line.Contains("gateway", StringComparison.Ordinal) && line.Contains("Restarting (ended with exit code 137)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("bus")]
    [InlineData("cache")]
    public async Task A_killed_server_comes_back(string server)
    {
        var before = App.Records()[server];
        Until.Signal(before.Pid!.Value, "KILL");
        await Until.TrueAsync(() => App.Records()[server] is { Ready: true } now && now.Pid != before.Pid, 60);
    }

    [Fact]
    public async Task A_database_can_be_stopped_and_started_and_keeps_what_it_has()
    {
        var connection = (await App.GetAsync<Dictionary<string, string>>("back", "/environment"))["ConnectionStrings__back-db"] + ";Pooling=false";
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS kept (id int); INSERT INTO kept VALUES (7)");
        (await App.CommandAsync("postgres", "stop")).ShouldBe("200 postgres is stopped");
        await Until.TrueAsync(() => App.Records() is var now && now["postgres"] is { State: "Exited", Pid: null } && !now["back-db"].Ready, 20);
        (await App.CommandAsync("postgres", "start")).ShouldBe("200 postgres starts");
        await Until.TrueAsync(() => App.Records()["back-db"].Ready, 20);
        (await ExecuteAsync(connection, "SELECT max(id) FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_command_reaches_the_service_with_the_operator_key()
    {
        (await App.CommandAsync("back", "re-drive")).ShouldBe("200 3 messages");
        (await App.CommandAsync("back", "dance")).ShouldStartWith("409 ");
        (await App.CommandAsync("nobody", "start")).ShouldStartWith("404");
    }

    [Fact]
    public async Task The_control_door_is_shut_without_its_key()
    {
        using var http = new HttpClient();
        foreach (var key in new[] { "", "wrong", new string('x', 24) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{App.Records().Control.Url}/resources/back/stop");
            request.Headers.Add(App.Records().Control.Header, key);
            ((int)(await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode).ShouldBe(401);
        }

        App.Records()["back"].State.ShouldBe("Running");
    }

    [Fact]
    public void Addresses_are_written_down_for_their_owner_only()
    {
        var addresses = App.Json("endpoints.json");
        addresses["gateway"].ShouldBe(App.Records()["gateway"].Endpoints["http"]);
        addresses["docs"].ShouldBe(addresses["gateway"] + "/docs");
        addresses["rabbitmq"].ShouldBe(App.Records()["bus"].Endpoints["management"]);
        foreach (var file in new[] { "endpoints.json", "processes.json", "secrets.json" })
        {
            File.GetUnixFileMode(Path.Combine(App.Data, file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private int Line(string what)
    {
        var (name, state) = (what.Split(' ')[0], what.Split(' ')[1]);
        var found = App.Output.ToList().FindIndex(
            line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var n, var s, ..] && n == name && s == state);
        found.ShouldBeGreaterThanOrEqualTo(0, $"no line says {what}");
        return found;
    }

    private sealed record ProcessAnswer(int ProcessId);
}
