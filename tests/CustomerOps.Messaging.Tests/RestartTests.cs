using CustomerOps.Messaging.Tests.Probe;
using CustomerOps.Testing.Servers;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

/// <summary>Servers of its own: they are restarted here.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Nothing_is_lost_or_doubled_over_a_restart_of_broker_and_database()
    {
        await using var servers = await TestServers.Start();
        await using var host = await ProbeHost.Start(servers);
        using var stop = new CancellationTokenSource();
        var taken = 0;
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && taken < 2_000)
            {
                try
                {
                    await host.Take("restart");
                    taken++;
                }
                catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException or Microsoft.EntityFrameworkCore.DbUpdateException) { await Task.Delay(50); }
            }
        });
        await Task.Delay(500);
        await servers.RestartBus();
        await Task.Delay(500);
        await servers.RestartPostgres();
        await Task.Delay(500);
        await stop.CancelAsync();
        await writer;

        // A commit whose answer was lost counts in the table though not for the writer; the table is the truth.
        var stored = (long)(await host.Owner.CreateCommand("select count(*) from notes").ExecuteScalarAsync())!;
        stored.ShouldBeGreaterThan(10);
        await Eventually.Is(stored, () => host.Effects("restart"), seconds: 120);
        await Task.Delay(1_000);
        (await host.Effects("restart")).ShouldBe(stored);
    }
}
