using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

public sealed class CrashTests(RunningSystem system)
{
    [Theory]
    [InlineData("ticketing")]
    [InlineData("survey")]
    [InlineData("mail")]
    [InlineData("gateway")]
    [InlineData("identity")]
    [InlineData("staffing")]
    [InlineData("knowledge-base")]
    public async Task Killed_between_every_pair_of_steps_each_step_still_happens_once(string service)
    {
        var customer = new Detractor(system);
        foreach (var step in customer.Steps)
        {
            await step();
            system.Kill(service);
        }

        await customer.ShouldHaveHappenedOnce();
        await system.Recovered();
    }

    [Theory]
    [InlineData("bus")]
    [InlineData("postgres")]
    public async Task A_restarted_server_in_the_middle_loses_and_doubles_nothing(string server)
    {
        var customers = Enumerable.Range(0, 3).Select(_ => new Detractor(system)).ToList();
        for (var step = 0; step < 5; step++)
        {
            var inFlight = Task.WhenAll(customers.Select(c => c.Steps[step]()));
            if (step is 1 or 3) await system.Command(server, "restart");
            await inFlight;
        }

        foreach (var customer in customers) await customer.ShouldHaveHappenedOnce();
        await system.Recovered();
    }

    [Fact]
    public async Task Afterwards_nothing_waits_in_an_outbox()
    {
        foreach (var service in (string[])["identity", "ticketing", "survey", "knowledge-base", "staffing"])
        {
            await using var database = system.Database(service);
            await Until.Finds(async () => (long)(await database.CreateCommand("select count(*) from outbox").ExecuteScalarAsync())!, n => n == 0, 60);
            ((long)(await database.CreateCommand("select count(*) from due_messages where failed_at is not null").ExecuteScalarAsync())!).ShouldBe(0, service);
        }
    }
}
