using CustomerOps.Contracts.Identity;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Testing.Servers;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>Several processes give tickets out at once, by rule and by hand, on one database.</summary>
[Collection(SimulationCollection.Name)]
public sealed class TwoReplicasTests : IAsyncLifetime
{
    private const int Limit = 3;
    private readonly SimulatedClock _clock = new(SimulatedWeek.Monday.AddHours(10));
    private readonly List<Worker> _workers = [.. Enumerable.Range(0, 4).Select(i => new Worker(Guid.CreateVersion7(), $"Worker {i}", "representative", "agent"))];
    private readonly Guid _tenant = Guid.CreateVersion7();
    private TicketingCore _one = null!, _two = null!;
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        var owner = (await TestServers.Get()).Postgres($"two-{Guid.NewGuid():n}"[..20]);
        await TicketingCore.Migrate(owner);
        _database = NpgsqlDataSource.Create(owner);
        foreach (var worker in _workers) worker.Shifts.Add((SimulatedWeek.Monday, SimulatedWeek.Monday.AddDays(1)));
        (_one, _two) = (new(owner, _tenant, _clock, new SimulatedStaffing(_clock, _workers)), new(owner, _tenant, _clock, new SimulatedStaffing(_clock, _workers)));
        await _one.Tell<OrganisationUpserted, KnowOrganisation>(new OrganisationUpserted(_tenant, "two", "Two", "UTC", ["en"], []));
        foreach (var worker in _workers) await _one.Tell<PersonUpserted, KnowPerson>(new PersonUpserted(worker.Id, worker.Name, $"{worker.Id:n}@example.com", "en", [worker.Role], [], true));
        await _one.Do((db, _) =>
        {
            var rules = RoutingRules.Usual();
            rules.Set(new Limits(Email: Limit), []);
            db.Add(rules);
            return Task.FromResult(0);
        });
        for (var number = 1; number <= 20; number++) await Open(number);
    }

    [Fact]
    public async Task Looks_at_the_same_moment_give_each_ticket_once_and_nobody_too_many()
    {
        var due = await Due();
        due.Count.ShouldBe(20);
        await Task.WhenAll(due.Select((d, i) => Task.Run(() => (i % 2 == 0 ? _one : _two).Deliver(d, "drain-queues", "{}"))));
        (await Carried()).ShouldBe([Limit, Limit, Limit, Limit]);
        await using var decisions = _database.CreateCommand("select count(*) from routing_decisions");
        (await decisions.ExecuteScalarAsync()).ShouldBe(4L * Limit);
    }

    [Fact]
    public async Task Hands_at_the_same_moment_do_not_pass_a_limit_either()
    {
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(1, 10).Select(number => Task.Run(async () =>
        {
            try
            {
                await (number % 2 == 0 ? _one : _two).Do(async (db, _) =>
                {
                    var (ticket, person) = (await db.Tickets.SingleAsync(t => t.Number == number), await db.People.SingleAsync(p => p.Id == _workers[0].Id));
                    await db.MayBeGiven(ticket, person, false, default);
                    ticket.AssignTo(person.Id, person.Name, _clock.Now);
                    return 0;
                });
            }
            catch (RuleViolation full) when (full.Code == "ticket.person-full") { Interlocked.Increment(ref refused); }
        })));
        (await Carried()).ShouldBe([Limit]);
        refused.ShouldBe(10 - Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<Ticket> Open(int number) => _one.Do(async (db, services) =>
    {
        var customer = await db.Meet($"c{number}@example.com", "Customer", "en", null, _clock.Now);
        return db.Open(new Contact(number, customer, Channel.Email, Origin.Contact, "Question", "en", Priority.Normal, Tier.Representative), Author.Of(customer), Visibility.Public, "Hello", await services.GetRequiredService<SlaRulebook>().For(db, default), _clock.Now);
    });

    private async Task<List<Guid>> Due()
    {
        await using var command = _database.CreateCommand("select id from due_messages where name = 'drain-queues'");
        await using var rows = await command.ExecuteReaderAsync();
        List<Guid> due = [];
        while (await rows.ReadAsync()) due.Add(rows.GetGuid(0));
        return due;
    }

    private async Task<List<int>> Carried()
    {
        await using var command = _database.CreateCommand("select count(*)::int from tickets where assignee_id is not null and state = 'open' group by assignee_id");
        await using var rows = await command.ExecuteReaderAsync();
        List<int> carried = [];
        while (await rows.ReadAsync()) carried.Add(rows.GetInt32(0));
        return carried;
    }
}

/// <summary>Simulations want the processor for themselves, or those who wait for servers beside them wait too long.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
#pragma warning disable CA1711 // xunit's own word.
public sealed class SimulationCollection
#pragma warning restore CA1711
{
    public const string Name = "simulation";
}
