using System.Net;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Staffing;
using CustomerOps.Staffing.Tests.Support;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Rotas;

[Collection(StaffingStack.Collection)]
public sealed class ShiftTimesTests(StaffingStack stack, ITestOutputHelper output)
{
    /// <summary>A second is promised; a machine with fifty busy processes per core has been seen to add two.</summary>
    private const double AllowedLateness = 5;

    [Fact]
    public async Task A_shift_starts_and_ends_on_time_and_is_told_once()
    {
        await using var channel = await stack.Broker.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Exchanges.Events, EventAttribute.TypeOf(typeof(ShiftStarted)));
        await channel.QueueBindAsync(queue, Exchanges.Events, EventAttribute.TypeOf(typeof(ShiftEnded)));
        using var lead = stack.As("manager");
        var person = await stack.Hire("Punctual Person", "specialist", "sv");
        using (var skills = await lead.Put($"/api/v1/people/{person}/skills", new[] { new { skill = "billing", level = 2 } })) skills.StatusCode.ShouldBe(HttpStatusCode.OK);
        var start = DateTimeOffset.UtcNow.AddSeconds(3);
        var end = start.AddSeconds(4);
        using var added = await lead.Post("/api/v1/shifts", new { personId = person, startsAt = start, endsAt = end });
        var shift = (await added.Json(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        // Moved once: what was planned for the first end finds nothing to do.
        using var moved = await lead.Put($"/api/v1/shifts/{shift}", new { personId = person, startsAt = start, endsAt = end.AddSeconds(1) });
        moved.StatusCode.ShouldBe(HttpStatusCode.OK, await moved.Content.ReadAsStringAsync());

        var (started, startedAt) = await Next<ShiftStarted>(channel, queue);
        output.WriteLine($"late by {(startedAt - start).TotalSeconds:0.000} s");
        (started.ShiftId, started.PersonId, started.Tier).ShouldBe((shift, person, "specialist"));
        started.Skills.ShouldBe(["billing"]);
        started.Languages.ShouldBe(["sv"]);
        (startedAt - start).TotalSeconds.ShouldBeInRange(0, AllowedLateness);
        await lead.Put($"/api/v1/shifts/{shift}", new { personId = person, startsAt = start.AddHours(1), endsAt = end.AddHours(1) }).Refused(HttpStatusCode.Conflict, "shift.started");
        var (ended, endedAt) = await Next<ShiftEnded>(channel, queue);
        ended.ShiftId.ShouldBe(shift);
        (endedAt - end.AddSeconds(1)).TotalSeconds.ShouldBeInRange(0, AllowedLateness);
        (await lead.Get($"/api/v1/shifts/{shift}")).GetProperty("state").GetString().ShouldBe("ended");
        await Task.Delay(1500);
        (await channel.BasicGetAsync(queue, autoAck: true)).ShouldBeNull("start and end are told once");
    }

    /// <returns>The event and when it was told.</returns>
    private static async Task<(T, DateTimeOffset)> Next<T>(IChannel channel, string queue)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < until; await Task.Delay(50))
        {
            if (await channel.BasicGetAsync(queue, autoAck: true) is not { } message || message.RoutingKey != EventAttribute.TypeOf(typeof(T))) continue;
            var envelope = JsonSerializer.Deserialize<CloudEvent<T>>(message.Body.Span, ContractJson.Options)!;
            return (envelope.Data, envelope.Time);
        }
        throw new TimeoutException($"{typeof(T).Name} was not told.");
    }
}
