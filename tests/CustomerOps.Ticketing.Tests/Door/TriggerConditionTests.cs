using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>One vocabulary of conditions: what a view asks the database, a trigger asks the ticket at hand.</summary>
[Collection(DoorCollection.Name)]
public sealed class TriggerConditionTests(TicketingStack door)
{
    private readonly string _tag = $"t{Guid.NewGuid():n}"[..12];

    [Fact]
    public async Task Conditions_mean_the_same_to_a_trigger_and_to_a_view()
    {
        var key = $"f{_tag}";
        (await door.Manager.Post("/ticket-fields", new { key, field = new { kind = "amount", names = new { en = "Cost" } } })).Status.ShouldBe(HttpStatusCode.Created);
        var (low, high, solved) = (await Create("low"), await Create("high"), await Create("normal"));
        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{high}", new JsonObject { ["tags"] = new JsonArray(_tag, "vip"), ["branch"] = "harbour", ["fields"] = new JsonObject { [key] = 12.5 } }, "*");
        await door.Agent.PutFresh($"/tickets/{solved}", "/solution", new { summary = "s" });
        await door.Agent.PutFresh($"/tickets/{low}", "/assignee", new { personId = door.Person });
        string[] asked =
        [
            "{}", """{"states":["solved"]}""", """{"states":["new","open"]}""", """{"queues":["front-line"]}""", """{"assignee":"none"}""", $$"""{"assignee":"{{door.Person}}"}""", """{"tiers":["senior"]}""",
            """{"priorities":["low","high"]}""", """{"channels":["web"]}""", """{"channels":["phone"]}""", """{"languages":["en"]}""", """{"branches":["harbour"]}""", """{"origin":"contact"}""", """{"origin":"survey-follow-up"}""",
            """{"olderThanMinutes":1}""", """{"newerThanMinutes":5}""", """{"untouchedMinutes":60}""", """{"customerWaitsMinutes":0}""", """{"customerWaitsMinutes":60}""", """{"dueWithinMinutes":100000}""", """{"dueWithinMinutes":0}""",
            $$"""{"fields":[{"field":"{{key}}","is":"at-least","value":12.5}]}""", $$"""{"fields":[{"field":"{{key}}","is":"not","value":12.5}]}""", $$"""{"fields":[{"field":"{{key}}","is":"not-set"}]}""",
        ];
        foreach (var conditions in asked)
        {
            var all = JsonNode.Parse(conditions)!.AsObject();
            all["tags"] = new JsonArray(_tag);
            var view = await door.Agent.Post("/views", new JsonObject { ["name"] = _tag, ["filter"] = all.DeepClone() });
            var shown = (await door.Agent.Get($"/views/{view.Id}/tickets")).Items.Select(t => (Guid)t["id"]!).Order();
            await door.Agent.Call(HttpMethod.Delete, $"/views/{view.Id}", null, "*");
            var preview = await door.Manager.Post("/trigger-previews", new JsonObject { ["days"] = 1, ["trigger"] = new JsonObject { ["on"] = new JsonArray("created"), ["all"] = all, ["actions"] = new JsonArray(new JsonObject { ["step"] = "note", ["text"] = "x" }) } });
            preview.Items.Select(t => (Guid)t["ticketId"]!).Order().ShouldBe(shown, conditions);
        }
    }

    private async Task<Guid> Create(string priority)
    {
        var made = await door.Agent.Post("/tickets", new { channel = "web", subject = "Lamp", body = "The lamp that I bought does not work.", priority, requester = new { email = Calls.NewAddress(), name = "Anna" }, tags = new[] { _tag } });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made.Id;
    }
}
