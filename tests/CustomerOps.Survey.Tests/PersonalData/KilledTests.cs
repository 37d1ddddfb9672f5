using CustomerOps.Survey.Tests.House;
using CustomerOps.Testing.DataProtection;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Survey.Tests.PersonalData;

/// <summary>On a system of its own, because the service is killed.</summary>
public sealed class KilledTests
{
    private const int People = 12;

    [Fact]
    public async Task Killed_while_it_erases_the_service_erases_each_once()
    {
        await using var stack = await ServiceStack.Start("survey");
        await using var manager = await Manager.Connect(stack);
        await using var database = stack.Database("survey");
        var (tenant, mark) = (stack.Organisation("nordlys"), $"x{Guid.NewGuid():n}");
        await SurveyHouse.Until(async () => await Count("select count(*) from surveys where published_version is not null") >= 2);
        var people = Enumerable.Range(0, People).Select(i => Cases.NewCustomer(email: $"{mark}.{i}@example.org") with { Name = $"{mark} {i}" }).ToList();
        foreach (var person in people) await manager.Tell(tenant, Cases.Solved(person));
        await SurveyHouse.Until(async () => await Count("select count(*) from invitations") == People);

        var orders = people.ConvertAll(p => Manager.Order(p.CustomerId, p.Email!, $@"(?<!\w){p.Name}(?!\w)"));
        foreach (var order in orders) await manager.Tell(tenant, order);
        await SurveyHouse.Until(() => Task.FromResult(orders.Any(o => manager.Heard(o.ErasureId).Any(p => p.Service == "survey"))));
        await stack.Kill("survey");
        await stack.Restart("survey");
        foreach (var order in orders) await manager.Done(order.ErasureId, "survey");
        (await Scan.Database(database, mark)).ShouldBeEmpty();
        // The broker may give the same word twice; it was done once.
        foreach (var order in orders) manager.Heard(order.ErasureId).Where(p => p.Service == "survey").Select(p => p.ErasedAt).Distinct().Count().ShouldBe(1);
        (await Count("select count(*) from invitations where erased_at is not null")).ShouldBe(People);

        async Task<long> Count(string sql)
        {
            await using var command = database.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}
