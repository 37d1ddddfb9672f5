using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class ViewTests(TicketingStack door)
{
    private readonly string _email = Calls.NewAddress();

    [Fact]
    public async Task A_view_shows_and_counts_what_its_conditions_say()
    {
        var (urgent, mine, solved) = ((await door.Agent.CreateTicket(_email, "phone", "urgent")).Id, (await door.Agent.CreateTicket(_email)).Id, (await door.Agent.CreateTicket(_email)).Id);
        await door.Agent.PutFresh($"/tickets/{mine}", "/assignee", new { personId = door.Person });
        await door.Agent.PutFresh($"/tickets/{solved}", "/solution", new { summary = "done" });

        await Shows(new { requester = _email }, "created", solved, mine, urgent);
        await Shows(new { requester = _email, states = new[] { "new", "open" } }, "oldest", urgent, mine);
        await Shows(new { requester = _email }, "priority", urgent, mine, solved);
        await Shows(new { requester = _email, assignee = $"{door.Person}" }, "updated", mine);
        await Shows(new { requester = _email, assignee = "none", priorities = new[] { "urgent", "high" } }, "due", urgent);
        await Shows(new { requester = _email, channels = new[] { "phone" }, tiers = new[] { "representative" }, queues = new[] { "front-line", "seniors" } }, "waiting", urgent);
        await Shows(new { requester = _email, olderThanMinutes = 5 }, "created");
        await Shows(new { requester = _email, newerThanMinutes = 5, dueWithinMinutes = 1_000_000 }, "due", urgent, mine);
        await Shows(new { requester = _email, dueWithinMinutes = 0 }, "due");
        await Shows(new { requester = _email, branches = new[] { "nowhere" } }, "created");
        await Shows(new { requester = _email, tags = new[] { "absent" } }, "created");
        await Shows(new { requester = _email, assignee = "me" }, "created", solved); // who solves it has it
    }

    [Fact]
    public async Task Whose_customer_has_waited_longest_comes_first_until_answered()
    {
        var (first, second) = ((await door.Agent.CreateTicket(_email)).Id, (await door.Agent.CreateTicket(_email)).Id);
        await Shows(new { requester = _email, customerWaitsMinutes = 0 }, "waiting", first, second);
        await door.Agent.Post($"/tickets/{first}/messages", new { visibility = "internal", body = "looking" });
        await Shows(new { requester = _email, customerWaitsMinutes = 0 }, "waiting", first, second);
        await door.Agent.Post($"/tickets/{first}/messages", new { visibility = "public", body = "answer" });
        await Shows(new { requester = _email, customerWaitsMinutes = 0 }, "waiting", second);
        await door.Agent.Post($"/tickets/{first}/messages", new { visibility = "public", body = "but", author = "customer" });
        await Shows(new { requester = _email, customerWaitsMinutes = 0 }, "waiting", second, first);
        (await door.Agent.Get($"/tickets/{first}")).Body["customerWaitsSince"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("created")]
    [InlineData("updated")]
    [InlineData("oldest")]
    [InlineData("priority")]
    [InlineData("due")]
    [InlineData("waiting")]
    public async Task Every_order_pages_through_each_ticket_once(string sort)
    {
        foreach (var priority in (string[])["low", "urgent", "normal", "urgent", "high"]) await door.Agent.CreateTicket(_email, priority: priority);
        var view = await Create(new { requester = _email }, sort);
        var whole = (await door.Agent.Get($"/views/{view.Id}/tickets")).Items.Select(t => (Guid)t["id"]!).ToList();
        whole.ShouldBe((await door.Agent.Get($"/tickets?requester={_email}&sort={sort}")).Items.Select(t => (Guid)t["id"]!));
        var seen = new List<Guid>();
        for (string? after = null, more = ""; more is not null; after = more)
        {
            var page = await door.Agent.Get($"/views/{view.Id}/tickets?limit=2" + (after is null ? "" : $"&after={after}"));
            seen.AddRange(page.Items.Select(t => (Guid)t["id"]!));
            more = (string?)page.Body["next"];
        }

        (seen.Count, seen).ShouldSatisfyAllConditions(s => s.Count.ShouldBe(5), s => s.seen.ShouldBe(whole));
        await door.Agent.DeleteFresh($"/views/{view.Id}", "");
    }

    [Fact]
    public async Task Ones_own_is_nobody_elses_and_everybodys_is_changed_by_its_maker_or_who_leads()
    {
        var (own, shared) = (await Create(new { }, "created"), await Create(new { }, "due", shared: true));
        foreach (var (method, part) in ((HttpMethod, string)[])[(HttpMethod.Get, ""), (HttpMethod.Get, "/tickets"), (HttpMethod.Delete, "")])
            (await door.Manager.Call(method, $"/views/{own.Id}{part}", ifMatch: "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Manager.Get("/views?limit=100")).Items.Select(v => (Guid)v["id"]!).ShouldSatisfyAllConditions(v => v.ShouldContain(shared.Id), v => v.ShouldNotContain(own.Id));
        (await door.Stranger.Get($"/views/{shared.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        using var senior = door.Stack.Client("nordlys", "senior");
        object changed = new { name = "Renamed", filter = new { states = new[] { "open" } }, shared = true, sort = "oldest" };
        (await senior.PutFresh($"/views/{shared.Id}", "", changed)).Text("code").ShouldBe("view.not-yours");
        (await door.Manager.PutFresh($"/views/{shared.Id}", "", changed)).Text("name").ShouldBe("Renamed");
        (await door.Agent.Call(HttpMethod.Put, $"/views/{shared.Id}", changed, shared.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Agent.Call(HttpMethod.Put, $"/views/{shared.Id}", changed)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        foreach (var id in (Guid[])[own.Id, shared.Id]) (await door.Agent.DeleteFresh($"/views/{id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"/views/{own.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":" ","filter":{}}""", 400)]
    [InlineData("""{"name":"n"}""", 400)]
    [InlineData("""{"name":"n","filter":{"states":["weird"]}}""", 400)]
    [InlineData("""{"name":"n","filter":{"assignee":"somebody"}}""", 400)]
    [InlineData("""{"name":"n","filter":{"olderThanMinutes":-1}}""", 400)]
    [InlineData("""{"name":"n","filter":{"tags":[""]}}""", 400)]
    [InlineData("""{"name":"n","filter":{"colour":"red"}}""", 400)]
    [InlineData("""{"name":"n","filter":{},"sort":"subject"}""", 400)]
    public async Task A_view_that_makes_no_sense_is_refused(string body, int status) => ((int)(await door.Agent.Post("/views", body)).Status).ShouldBe(status);

    private async Task Shows(object filter, string sort, params Guid[] expected)
    {
        var view = await Create(filter, sort);
        (await door.Agent.Get($"/views/{view.Id}/tickets")).Items.Select(t => (Guid)t["id"]!).ShouldBe(expected, view.Body.ToJsonString());
        var count = (await door.Agent.Get("/views/counts")).Items.Single(c => (Guid)c["viewId"]! == view.Id);
        ((int)count["count"]!, (bool)count["more"]!).ShouldBe((expected.Length, false));
        await door.Agent.DeleteFresh($"/views/{view.Id}", "");
    }

    private async Task<Answer> Create(object filter, string sort, bool shared = false)
    {
        var created = await door.Agent.Post("/views", new { name = $"View {Guid.NewGuid():n}", filter, sort, shared });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created;
    }
}
