using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Seeding;
using CustomerOps.Demo.Steps;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Seeding;

/// <summary>A small organisation, seeded through the gateway of the whole system.</summary>
[Collection("stacks")]
public sealed class SeedOrganisationTests : IAsyncLifetime
{
    private static readonly Profile s_small = Profile.Nordlys with { Customers = 12, Orders = 10, Tickets = 16 };
    private readonly string _journal = Path.GetTempFileName();
    private ServiceStack _stack = null!;

    public async ValueTask InitializeAsync() => _stack = await ServiceStack.Start("ticketing", "survey", "knowledge-base", "staffing");

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        File.Delete(_journal);
    }

    [Fact]
    public async Task An_organisation_gets_everything_once_and_a_second_run_adds_nothing()
    {
        (await Seed()).ShouldBeEmpty();
        var first = await Counts();
        first["ticketing: tickets"].ShouldBe(s_small.Tickets);
        first["ticketing: orders"].ShouldBe(s_small.Orders);
        first["identity: people"].ShouldBe(24);
        first["knowledge-base: publications"].ShouldBe(36);
        first["staffing: rotas"].ShouldBe(2);
        first.ShouldAllBe(count => count.Value > 0);

        (await Seed()).ShouldBeEmpty();
        (await Counts()).ShouldBe(first);
    }

    private async Task<IReadOnlyCollection<Fault>> Seed()
    {
        using var organisation = new Organisation("nordlys", _stack.Gateway, Profile.Roles.ToDictionary(r => r, r => _stack.Client("nordlys", r).DefaultRequestHeaders.Authorization!.Parameter!));
        using var journal = Journal.Open(_journal, await organisation.Id(default), DateOnly.FromDateTime(DateTime.UtcNow));
        var run = new Run(clients: 4, default);
        await new SeedOrganisation(s_small, new Work("demo", organisation, journal, run), mailbox: null, _stack.Gateway, TimeProvider.System).Run();
        return run.Faults;
    }

    private async Task<Dictionary<string, long>> Counts()
    {
        var counts = new Dictionary<string, long>();
        foreach (var (service, tables) in new (string, string[])[]
        {
            ("identity", ["people", "branches"]), ("ticketing", ["customers", "orders", "tickets", "messages"]), ("knowledge-base", ["articles", "publications"]),
            ("staffing", ["people", "person_skills", "arrivals", "forecasts", "rotas"]),
        })
        {
            await using var database = _stack.Database(service);
            foreach (var table in tables)
            {
                await using var command = database.CreateCommand($"select count(*) from {table}{(table == "arrivals" ? " where source = 'import'" : "")}");
                counts[$"{service}: {table}"] = (long)(await command.ExecuteScalarAsync())!;
            }
        }

        return counts;
    }
}
