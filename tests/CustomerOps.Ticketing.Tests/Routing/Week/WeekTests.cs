using CustomerOps.Testing.Servers;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>
/// After every event of a simulated week: no ticket waits while somebody on shift who can have it has room, nobody off shift is given one, nobody has more than they may.
/// </summary>
[Collection(SimulationCollection.Name)]
public sealed class WeekTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(20260601, 70)]
    [InlineData(7, 70)]
    public async Task No_ticket_waits_in_vain_nobody_off_shift_is_given_one_and_no_limit_is_passed(int seed, int contacts)
    {
        var owner = (await TestServers.Get()).Postgres($"week-{Guid.NewGuid():n}"[..20]);
        await TicketingCore.Migrate(owner);
        await using var week = new SimulatedWeek(seed, owner);
        await week.Run(contacts);
        output.WriteLine($"{week.Events} events, {week.Arrived} tickets, given {week.Given} times, {week.SickCalls} sick calls, {week.Lost} lost messages, {week.Deaths} deaths");
        week.Given.ShouldBeGreaterThan(contacts / 2);
        week.SickCalls.ShouldBeGreaterThan(0);
        week.Deaths.ShouldBeGreaterThan(0);
    }
}
