using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CustomerOps.AppHost.Tests;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task A_taken_port_is_one_clear_error_and_nothing_is_started()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var data = SampleApp.NewData();
        await using var app = SampleApp.Start(data, servers: true, "--gateway-port", $"{port}");
        (await app.EndAsync(signal: null)).ShouldBe(1);
        app.Output.ShouldContain(line => line.StartsWith($"error: port {port} (gateway, http) is taken", StringComparison.Ordinal));
        app.Output.ShouldNotContain(line => line.Contains("started", StringComparison.Ordinal));
        Directory.Exists(Path.Combine(data, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused()
    {
        await using var app = await SampleApp.StartReadyAsync();
        var second = SampleApp.Start(app.Data);
        (await second.EndAsync(signal: null)).ShouldBe(1);
        second.Output.ShouldContain(line => line.Contains("another instance runs on it", StringComparison.Ordinal));
        app.Records()["gateway"].Ready.ShouldBeTrue();
        app.Left().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_service_that_does_not_get_healthy_ends_the_start_with_its_name_and_last_lines()
    {
        await using var app = SampleApp.Start(null, servers: false, "--SICK", "yes", "--start-seconds", "15");
        (await app.EndAsync(signal: null)).ShouldBe(1);
        var output = string.Join('\n', app.Output);
        output.ShouldContain("error: gateway is not ready after 15 s");
        output.ShouldContain("/health answers 503");
        output.ShouldContain("    serving; the operator key is");
        app.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_migration_ends_the_start_and_the_service_never_runs()
    {
        await using var app = SampleApp.Start(null, servers: true, "--BROKEN_MIGRATION", "yes");
        (await app.EndAsync(signal: null)).ShouldBe(1);
        var output = string.Join('\n', app.Output);
        output.ShouldContain("error: back-migration ended with exit code 3");
        output.ShouldContain("    the migration is broken on purpose");
        app.Output.ShouldNotContain(line => line.Contains(" back ", StringComparison.Ordinal) && line.Contains("started", StringComparison.Ordinal));
        app.Left().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_stop_ends_dependents_first_and_leaves_no_process(string signal)
    {
        await using var app = await SampleApp.StartReadyAsync();
        (await app.EndAsync(signal)).ShouldBe(0);
        app.Left().ShouldBeEmpty();
        var ended = app.Output.Where(l => l.EndsWith("Exited", StringComparison.Ordinal)).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).ToList();
        ended[0].ShouldBe("gateway");
        ended[^1].ShouldBe("back");
        File.ReadAllText(Path.Combine(app.Data, "logs", "back.log")).ShouldContain("stopped in order");
    }

    [Fact]
    public async Task Killing_the_AppHost_leaves_no_process_and_the_next_start_finds_its_data()
    {
        var data = SampleApp.NewData();
        var first = await SampleApp.StartReadyAsync(data, servers: true);
        var secrets = first.Json("secrets.json");
        await SqlAsync(first, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
        first.Left().Count.ShouldBeGreaterThan(6);
        Until.Signal(first.Id, "KILL");
        await Until.TrueAsync(() => first.Left().Count == 0, 30, () => string.Join(',', first.Left()));

        await using var second = await SampleApp.StartReadyAsync(data, servers: true);
        second.Json("secrets.json").ShouldBe(secrets);
        (await SqlAsync(second, "SELECT max(id) FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task What_an_earlier_instance_left_is_ended_at_the_next_start()
    {
        var data = SampleApp.NewData();
        using var orphan = new System.Diagnostics.Process { StartInfo = new("sleep", "600") { Environment = { ["CUSTOMEROPS_INSTANCE"] = data } } };
        orphan.Start();
        await using var app = await SampleApp.StartReadyAsync(data);
        orphan.HasExited.ShouldBeTrue();
    }

    private static async Task<object?> SqlAsync(SampleApp app, string sql)
    {
        var given = await app.GetAsync<Dictionary<string, string>>("back", "/environment");
        await using var source = NpgsqlDataSource.Create(given["ConnectionStrings__back-db"]);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
