using System.Net;
using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Staffing.Tests.Support;
using CustomerOps.Testing.Stack;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Availability;

/// <summary>Who is on duty, as Ticketing asks: the rota less those who are away.</summary>
[Collection(StaffingStack.Collection)]
public sealed class AvailabilityTests(StaffingStack stack) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(stack.Services.Grpc("staffing"));
    /// <summary>Eight o'clock of a Monday at the branch main.</summary>
    private static readonly DateTimeOffset Morning = new(2027, 7, 5, 6, 0, 0, TimeSpan.Zero);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task Everybody_on_shift_is_named_with_tier_languages_and_skills_until_the_shift_ends()
    {
        var (dane, finn) = (await OnShift("Dane", "agent", "da", "duty-returns", 1, Morning, "main"), await OnShift("Finn", "senior", "fi-FI", "duty-returns", 4, Morning, "main"));
        var later = await OnShift("Later", "agent", "fi", "duty-returns", 4, Morning.AddDays(1), "main");
        var people = await OnDuty(Morning.AddHours(1));
        people.ShouldNotContainKey(later);
        (people[dane].Tier, people[dane].Languages.Single(), people[dane].ShiftEnds.ToDateTimeOffset()).ShouldBe(("representative", "da", Morning.AddHours(4)));
        (people[finn].Tier, people[finn].Languages.Single(), people[finn].Skills.Single().Skill, people[finn].Skills.Single().Level).ShouldBe(("senior", "fi", "duty-returns", 4));
        (await OnDuty(Morning.AddHours(4))).ShouldNotContainKey(dane, "a shift does not include its end");
        (await OnDuty(Morning.AddHours(1), "aurora")).ShouldNotContainKey(dane);
    }

    [Fact]
    public async Task Who_called_in_sick_is_not_on_duty_until_they_are_back()
    {
        using var lead = stack.As("supervisor");
        var now = DateTimeOffset.UtcNow;
        var sick = await OnShift("Sick", "agent", "da", "duty-sick", 1, now.AddMinutes(-5));
        var path = $"/api/v1/people/{sick}/absence";
        (await OnDuty(now)).ShouldContainKey(sick);
        await lead.Put(path, new { handsOver = true }, tag: null).Refused(HttpStatusCode.PreconditionRequired, "request.if-match-missing");
        using var away = await lead.Put(path, new { handsOver = true });
        away.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OnDuty(DateTimeOffset.UtcNow)).ShouldNotContainKey(sick);
        await lead.Put(path, new { handsOver = true }, "\"1\"").Refused(HttpStatusCode.PreconditionFailed, "request.stale");
        await lead.Put(path, new { until = now.AddDays(-1) }).Refused(HttpStatusCode.UnprocessableEntity, "absence.until");
        await lead.Put(path, new { until = now.AddDays(500) }).Refused(HttpStatusCode.UnprocessableEntity, "absence.until");
        using var agent = stack.As("agent");
        await agent.Put(path, new { handsOver = true }).Refused(HttpStatusCode.Forbidden, "access.forbidden");
        await lead.Put($"/api/v1/people/{Guid.NewGuid()}/absence", new { handsOver = true }).Refused(HttpStatusCode.NotFound, "person.not-found");

        using var back = await lead.Send(HttpMethod.Delete, path, null, "*");
        back.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OnDuty(DateTimeOffset.UtcNow)).ShouldContainKey(sick);
        (await lead.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_is_expected_back_is_back_by_themselves()
    {
        using var lead = stack.As("manager");
        var person = await OnShift("Errand", "agent", "da", "duty-errand", 1, DateTimeOffset.UtcNow.AddMinutes(-5));
        using var away = await lead.Put($"/api/v1/people/{person}/absence", new { until = DateTimeOffset.UtcNow.AddSeconds(2), handsOver = false });
        away.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.True(async () => (await lead.GetAsync($"/api/v1/people/{person}/absence")).StatusCode == HttpStatusCode.NotFound, "they should be back");
        (await OnDuty(DateTimeOffset.UtcNow)).ShouldContainKey(person);
    }

    [Fact]
    public async Task Strangers_are_refused()
    {
        (await Status(new Metadata())).ShouldBe(StatusCode.Unauthenticated);
        (await Status(new Metadata { { "authorization", "Bearer x.y.z" } })).ShouldBe(StatusCode.Unauthenticated);
    }

    private async Task<Guid> OnShift(string name, string role, string language, string skill, int level, DateTimeOffset from, string branch = ServiceStack.Morning)
    {
        var id = await stack.Hire(name, role, language, branch: branch);
        using var lead = stack.As("manager");
        using var skilled = await lead.Put($"/api/v1/people/{id}/skills", new[] { new { skill, level } });
        skilled.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var shift = await lead.Post("/api/v1/shifts", new { personId = id, startsAt = from, endsAt = from.AddHours(4) });
        shift.StatusCode.ShouldBe(HttpStatusCode.Created, await shift.Content.ReadAsStringAsync());
        return id;
    }

    private async Task<Dictionary<Guid, PersonOnDuty>> OnDuty(DateTimeOffset at, string tenant = "nordlys")
    {
        var reply = await Client.OnDutyAsync(new OnDutyRequest { At = at.ToTimestamp() }, Token(tenant), DateTime.UtcNow.AddSeconds(10));
        return reply.People.ToDictionary(p => Guid.Parse(p.PersonId));
    }

    private async Task<StatusCode> Status(Metadata headers) =>
        (await Should.ThrowAsync<RpcException>(Client.OnDutyAsync(new OnDutyRequest(), headers, DateTime.UtcNow.AddSeconds(10)).ResponseAsync)).StatusCode;

    private Contracts.Staffing.Grpc.Availability.AvailabilityClient Client => new(_channel);

    private Metadata Token(string tenant)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:Service"] = "service-key-of-the-tests" }).Build();
        return new ServiceToken(configuration, new ServiceName("ticketing"), TimeProvider.System).Headers(stack.Services.Organisation(tenant));
    }
}
