using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class PolicyTests(TicketingStack door)
{
    private static readonly string[] s_usual = ["first-response", "resolution"];

    [Fact]
    public async Task The_first_policy_that_is_for_a_ticket_holds_and_the_preview_says_why()
    {
        var tag = Name();
        var general = await Make(tag, Target("first-response", 7200));
        var special = await Make(tag, Target("first-response", 60), new { tags = new[] { tag }, channels = new[] { "phone" } });
        (await Preview($"tag={tag}&channel=phone")).ShouldBe(general.Text("name"));
        (await door.Manager.PutFresh($"/sla-policies/{special.Id}", "/position", new { position = 1 })).Body["position"]!.GetValue<int>().ShouldBe(1);
        (await Preview($"tag={tag}&channel=phone")).ShouldBe(special.Text("name"));
        var other = await door.Agent.Get($"/sla-policies/preview?tag={tag}&channel=web");
        (other.Text("name"), (string)other.Body["asked"]![0]!["fails"]!).ShouldBe((general.Text("name"), "channels"));
        (await Preview("channel=web")).ShouldBe("Standard");

        async Task<string> Preview(string query) => (await door.Agent.Get($"/sla-policies/preview?{query}")).Text("name");
    }

    [Fact]
    public async Task A_changed_promise_holds_for_running_clocks_which_keep_the_time_that_has_passed()
    {
        var tag = Name();
        var policy = await Make(tag, Target("resolution", 36_000));
        var ticket = (await door.Agent.Post("/tickets", Ticket(tag))).Id;
        ((int)(await Clock(ticket, "resolution"))["targetSeconds"]!).ShouldBe(36_000);
        (await door.Manager.PutFresh($"/sla-policies/{policy.Id}", "", new { name = tag, conditions = new { tags = new[] { tag } }, targets = new[] { Target("resolution", 18_000) } })).Status.ShouldBe(HttpStatusCode.OK);
        await door.Eventually(async () => (int)(await Clock(ticket, "resolution"))["targetSeconds"]! == 18_000, "the running clock is reviewed");
        var clock = await Clock(ticket, "resolution");
        ((DateTimeOffset)clock["dueAt"]! - (DateTimeOffset)clock["startedAt"]!).ShouldBe(TimeSpan.FromSeconds(18_000));
        (await door.Agent.Get($"/tickets?sort=due&tag={tag}")).Items[0]["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe((DateTimeOffset)clock["dueAt"]!);

        (await door.Manager.DeleteFresh($"/sla-policies/{policy.Id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/clocks")).Items.Select(c => (string)c["metric"]!).SequenceEqual(s_usual), "the next policy holds");
    }

    [Fact]
    public async Task Every_metric_of_a_conversation_is_timed_and_explained()
    {
        var tag = Name();
        await Make(tag, [Target("first-response", 600), Target("next-response", 600), Target("periodic-update", 600), Target("resolution", 600), Target("requester-wait", 600), Target("time-in-queue", 600)]);
        var ticket = $"/tickets/{(await door.Agent.Post("/tickets", Ticket(tag))).Id}";
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "We look into it" });
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "And?", author = "customer" });
        await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "a photo" });
        await door.Agent.PutFresh(ticket, "/assignee", new { queue = "seniors" });
        var clocks = (await door.Agent.Get($"{ticket}/clocks")).Items;
        clocks.Select(c => $"{c["metric"]} {c["state"]} {c["run"]}").ShouldBe(
            ["first-response fulfilled 1", "next-response running 1", "periodic-update running 1", "resolution paused 1", "requester-wait paused 1", "time-in-queue paused 2"]);

        var told = await door.Agent.Get($"{ticket}/clocks/resolution/explanation");
        told.Status.ShouldBe(HttpStatusCode.OK, told.Body.ToJsonString());
        var stretches = told.Body["stretches"]!["items"]!.AsArray();
        stretches.Select(s => (string)s!["reason"]!).Distinct().ShouldBe(["around-the-clock", "pending"]);
        stretches.Where(s => (bool)s!["counted"]!).Sum(s => (double)s!["seconds"]!).ShouldBe((double)told.Body["elapsedSeconds"]!, 0.0001);
        var whole = (DateTimeOffset)stretches[^1]!["to"]! - (DateTimeOffset)stretches[0]!["from"]!;
        stretches.Sum(s => (double)s!["seconds"]!).ShouldBe(whole.TotalSeconds, 0.0001);

        var first = await door.Agent.Get($"{ticket}/clocks/resolution/explanation?limit=1");
        var second = await door.Agent.Get($"{ticket}/clocks/resolution/explanation?limit=1&after={first.Body["stretches"]!["next"]}");
        ((DateTimeOffset)second.Body["stretches"]!["items"]![0]!["from"]!).ShouldBe((DateTimeOffset)first.Body["stretches"]!["items"]![0]!["to"]!);
        second.Body["asOf"]!.ToString().ShouldBe(first.Body["asOf"]!.ToString());
        (await door.Agent.Get($"{ticket}/clocks/patience/explanation")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"n","targets":[{"metric":"first-response","seconds":14}]}""", 400, "request.invalid")]
    [InlineData("""{"name":"n","targets":[{"metric":"patience","seconds":60}]}""", 400, "request.malformed")]
    [InlineData("""{"name":"n","targets":[{"metric":"resolution","seconds":60},{"metric":"resolution","seconds":90}]}""", 422, "sla-policy.target-twice")]
    [InlineData("""{"name":"n","targets":[{"metric":"resolution","seconds":60,"alarmSeconds":[-60]}]}""", 422, "sla-policy.alarm")]
    [InlineData("""{"name":"n","targets":[{"metric":"resolution","seconds":60,"alarmSeconds":[0]}]}""", 422, "sla-policy.alarm")]
    [InlineData("""{"name":"n","targets":[{"metric":"resolution","seconds":60,"alarmSeconds":[-5,-5]}]}""", 422, "sla-policy.alarms")]
    [InlineData("""{"name":"n","targets":[{"metric":"resolution","seconds":60},{"metric":"first-response","seconds":90}]}""", 422, "sla-policy.order")]
    [InlineData("""{"name":"n","targets":[],"calendarId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "sla-policy.calendar-unknown")]
    public async Task A_policy_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var answer = await door.Manager.Post("/sla-policies", body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code));
    }

    [Fact]
    public async Task The_last_policy_stays_last_and_promises_both_to_everybody()
    {
        var last = (await door.Agent.Get("/sla-policies")).Items[^1];
        ((bool)last["isDefault"]!).ShouldBeTrue();
        var path = $"/sla-policies/{last["id"]}";
        (await door.Manager.DeleteFresh(path, "")).Text("code").ShouldBe("sla-policy.default");
        (await door.Manager.PutFresh(path, "/position", new { position = 1 })).Text("code").ShouldBe("sla-policy.default");
        (await door.Manager.PutFresh(path, "", new { name = "Standard", targets = new[] { Target("resolution", 60) } })).Text("code").ShouldBe("sla-policy.incomplete");
    }

    /// <summary>Whatever the other tests did to their tickets: what is stored is what their facts say.</summary>
    [Fact]
    public async Task Every_stored_clock_is_the_fold_of_its_facts()
    {
        await door.Agent.CreateTicket();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var answer = await door.Stack.Client("nordlys", "admin").Get($"/clock-checks{(after is null ? "" : $"?after={after}")}");
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body.ToJsonString());
            ((int)answer.Body["checked"]!).ShouldBeGreaterThan(0);
            answer.Body["differing"]!.AsArray().ShouldBeEmpty();
            next = (string?)answer.Body["next"];
        }
    }

    private Task<Answer> Make(string tag, object target, object? conditions = null) => Make(tag, [target], conditions);

    private async Task<Answer> Make(string tag, object[] targets, object? conditions = null)
    {
        var made = await door.Manager.Post("/sla-policies", new { name = Name(), conditions = conditions ?? new { tags = new[] { tag } }, targets });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made;
    }

    private async Task<JsonNode> Clock(Guid ticket, string metric) => (await door.Agent.Get($"/tickets/{ticket}/clocks")).Items.Single(c => (string)c["metric"]! == metric);

    private static object Target(string metric, int seconds) => new { metric, seconds, time = "calendar" };

    private static object Ticket(string tag) => new { channel = "web", subject = "Promise", body = "Hello?", requester = new { email = Calls.NewAddress() }, tags = new[] { tag } };

    private static string Name() => $"n{Guid.NewGuid():n}"[..14];
}
