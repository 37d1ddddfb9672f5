using System.Net;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_storming_caller_is_told_to_wait_and_a_quiet_one_is_not()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Limits__PerSecond"] = "5", ["Limits__Burst"] = "20" });
        using var storm = stack.Client("nordlys", "agent");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => storm.GetAsync("/api/v1/organisation")));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeInRange(20, 40);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Code()).ShouldBe("limit.exceeded");

        using var quiet = stack.Client("aurora", "agent");
        (await quiet.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_identity_nobody_gets_in()
    {
        await using var stack = await ServiceStack.Start();
        using var agent = stack.Client("nordlys", "agent");
        await stack.Kill("identity");
        var answer = await agent.GetAsync("/api/v1/organisation");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await stack.Restart("identity");
        var again = HttpStatusCode.ServiceUnavailable;
        for (var tries = 0; tries < 20 && again != HttpStatusCode.OK; tries++)
        {
            await Task.Delay(250);
            again = (await agent.GetAsync("/api/v1/organisation")).StatusCode;
        }

        again.ShouldBe(HttpStatusCode.OK);
    }
}
