using System.Diagnostics;
using System.Net;
using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Staffing.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Availability;

[Collection(StaffingStack.Collection)]
public sealed class AvailabilityTests(StaffingStack stack, ITestOutputHelper output) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(stack.Services.Grpc("staffing"));
    private static readonly DateTimeOffset Morning = new(2027, 7, 5, 6, 0, 0, TimeSpan.Zero);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task Language_comes_first_then_level_then_whoever_waited_longest()
    {
        var skill = "avail-order";
        var (dane, expert, beginner) = (await OnShift("Dane", "agent", "da", skill, 1, Morning), await OnShift("Expert", "senior", "fi", skill, 4, Morning), await OnShift("Beginner", "agent", "fi", skill, 2, Morning));
        await OnShift("Unskilled", "agent", "fi", "other-skill", 4, Morning);
        await OnShift("Off shift", "agent", "fi", skill, 4, Morning.AddDays(1));

        (await Find(skill, "fi-FI", limit: 10)).ShouldBe([expert, beginner, dane]);
        (await Find(skill, "da", limit: 10)).ShouldBe([dane, expert, beginner]);
        (await Find(skill, "da", limit: 10, exclude: dane)).ShouldBe([expert, beginner]);
        (await Find(skill, "da", limit: 10, tier: "senior")).ShouldBe([expert]);
        (await Find(skill, "da", limit: 1)).ShouldBe([dane]);
        (await Find(skill, "da", limit: 10, tier: "manager")).ShouldBeEmpty();
        (await Find(skill, "da", limit: 10, at: Morning.AddHours(4))).ShouldBeEmpty("a shift does not include its end");
        (await Find(skill, "da", limit: 10, tenant: "aurora")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Equals_take_turns_and_an_assignment_counts_as_a_turn()
    {
        var skill = "avail-turns";
        var people = new HashSet<Guid>();
        for (var i = 0; i < 3; i++) people.Add(await OnShift($"Equal {i}", "agent", "hu", skill, 3, Morning));
        var named = new List<Guid>();
        for (var i = 0; i < 6; i++) named.AddRange(await Find(skill, "hu", limit: 1));
        named.Take(3).ToHashSet().ShouldBe(people, ignoreOrder: true);
        named.Skip(3).ShouldBe(named.Take(3));

        await stack.Tell(new TicketAssigned(Guid.CreateVersion7(), "N-1", named[0], "general", "representative", DateTimeOffset.UtcNow.AddSeconds(5)));
        await Eventually.True(async () => (await Find(skill, "hu", limit: 3))[^1] == named[0], "whoever got the case should be last");
    }

    [Fact]
    public async Task Nonsense_and_strangers_are_refused()
    {
        (await Status(new FindAvailableAgentRequest { Tier = "king" })).ShouldBe(StatusCode.InvalidArgument);
        (await Status(new FindAvailableAgentRequest { ExcludePersonIds = { "me" } })).ShouldBe(StatusCode.InvalidArgument);
        (await Status(new FindAvailableAgentRequest { Limit = 51 })).ShouldBe(StatusCode.InvalidArgument);
        (await Status(new FindAvailableAgentRequest { Skills = { "DROP TABLE" } })).ShouldBe(StatusCode.InvalidArgument);
        (await Status(new FindAvailableAgentRequest(), new Metadata())).ShouldBe(StatusCode.Unauthenticated);
        (await Status(new FindAvailableAgentRequest(), new Metadata { { "authorization", "Bearer x.y.z" } })).ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task The_answer_comes_quickly_with_many_on_shift()
    {
        for (var i = 0; i < 20; i++) await OnShift($"Quick {i}", "agent", "en", "avail-quick", 1 + (i % 4), Morning);
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            (await Find("avail-quick", "en", limit: 5)).Count.ShouldBe(5);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        times.Sort();
        output.WriteLine($"p50 {times[50]:0.0} ms, p99 {times[98]:0.0} ms");
        times[50].ShouldBeLessThan(500, "the caller's deadline, even on a machine that runs every test at once");
    }

    private async Task<Guid> OnShift(string name, string role, string language, string skill, int level, DateTimeOffset from)
    {
        var id = await stack.Hire(name, role, language);
        using var lead = stack.As("manager");
        using var skilled = await lead.Put($"/api/v1/people/{id}/skills", new[] { new { skill, level } });
        skilled.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var shift = await lead.Post("/api/v1/shifts", new { personId = id, startsAt = from, endsAt = from.AddHours(4) });
        shift.StatusCode.ShouldBe(HttpStatusCode.Created, await shift.Content.ReadAsStringAsync());
        return id;
    }

    private async Task<List<Guid>> Find(string skill, string language, int limit, string tier = "representative", Guid? exclude = null, DateTimeOffset? at = null, string tenant = "nordlys")
    {
        var request = new FindAvailableAgentRequest { Skills = { skill }, Language = language, Tier = tier, Limit = limit, At = (at ?? Morning.AddHours(1)).ToTimestamp() };
        if (exclude is { } id) request.ExcludePersonIds.Add(id.ToString());
        var reply = await new Contracts.Staffing.Grpc.Availability.AvailabilityClient(_channel).FindAvailableAgentAsync(request, Token(tenant), DateTime.UtcNow.AddSeconds(10));
        return [.. reply.Agents.Select(a => Guid.Parse(a.PersonId))];
    }

    private async Task<StatusCode> Status(FindAvailableAgentRequest request, Metadata? headers = null)
    {
        var call = new Contracts.Staffing.Grpc.Availability.AvailabilityClient(_channel).FindAvailableAgentAsync(request, headers ?? Token("nordlys"), DateTime.UtcNow.AddSeconds(10));
        return (await Should.ThrowAsync<RpcException>(call.ResponseAsync)).StatusCode;
    }

    private Metadata Token(string tenant)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:Service"] = "service-key-of-the-tests" }).Build();
        return new ServiceToken(configuration, new ServiceName("ticketing"), TimeProvider.System).Headers(stack.Services.Organisation(tenant));
    }
}
