using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Who may read, bring in, change and own tickets of a queue, at every route.</summary>
[Collection(DoorCollection.Name)]
public sealed class QueueRightsTests(TicketingStack door)
{
    [Fact]
    public async Task What_may_not_be_read_does_not_exist_what_may_only_be_read_is_not_changed_and_nothing_is_brought_in()
    {
        using var senior = door.Stack.Client("nordlys", "senior");
        using var supervisor = door.Stack.Client("nordlys", "supervisor");
        var queue = await Queue(new { role = "supervisor", may = new[] { "create", "own" } }, new { role = "senior", may = new[] { "read" } });
        var email = Calls.NewAddress();
        var id = (await door.Agent.CreateTicket(email)).Id;
        var ticket = $"/tickets/{id}";
        (await door.Agent.PutFresh(ticket, "/assignee", new { queue })).Text("code").ShouldBe("queue.no-right-to-create");
        (await supervisor.PutFresh(ticket, "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var part in (string[])["", "/messages", "/clocks", "/escalation", "/escalations", "/routing", "/links", "/participants", "/attachments", "/tasks", "/checklists", "/drafts", "/presence"])
        {
            (await door.Agent.Get(ticket + part)).Status.ShouldBe(HttpStatusCode.NotFound, part);
            (await senior.Get(ticket + part)).Status.ShouldBe(HttpStatusCode.OK, part);
        }

        (await door.Agent.Get($"/tickets?requester={email}")).Items.ShouldBeEmpty();
        (await senior.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(1);
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "internal", body = "Hello" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await senior.Post($"{ticket}/messages", new { visibility = "internal", body = "Hello" })).Text("code").ShouldBe("queue.no-right-to-change");
        (await senior.PutFresh(ticket, "/solution", new { summary = "done" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await supervisor.Post($"{ticket}/messages", new { visibility = "internal", body = "Hello" })).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Manager.PutFresh(ticket, "/solution", new { summary = "done" })).Status.ShouldBe(HttpStatusCode.OK, "managers always may");
    }

    [Fact]
    public async Task Nobody_is_given_what_they_may_not_own_but_up_is_always_a_way()
    {
        var queue = await Queue(new { role = "agent", may = new[] { "create", "change" } });
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await door.Agent.PutFresh(ticket, "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(ticket, "/assignee", new { personId = door.Person })).Text("code").ShouldBe("ticket.no-right-to-own");
        await door.Manager.Call(HttpMethod.Put, $"/queues/{queue}", new { title = "x", reopening = "reopen", rights = new[] { new { personId = door.Person, may = new[] { "own" } }, } }, "*");
        (await door.Manager.PutFresh(ticket, "/assignee", new { personId = door.Person })).Status.ShouldBe(HttpStatusCode.OK);

        var specialists = await door.Manager.Call(HttpMethod.Put, "/queues/specialists", new { title = "Specialists", reopening = "reopen", rights = new[] { new { role = "specialist", may = new[] { "create", "own" } } } }, "*");
        specialists.Status.ShouldBe(HttpStatusCode.OK, specialists.Body.ToJsonString());
        try
        {
            var other = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
            (await door.Agent.PutFresh(other, "/assignee", new { queue = "specialists" })).Text("code").ShouldBe("queue.no-right-to-create");
            (await door.Agent.PutFresh(other, "/escalation", new { tier = "specialist", reason = "beyond me" })).Status.ShouldBe(HttpStatusCode.OK);
            (await door.Agent.Get(other)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            await door.Manager.Call(HttpMethod.Put, "/queues/specialists", new { title = "Specialists", reopening = "reopen" }, "*");
        }
    }

    [Theory]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"may":["read"]}]}""", 422)]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"role":"agent","personId":"0190a000-0000-7000-8000-000000000001","may":["read"]}]}""", 422)]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"personId":"0190a000-0000-7000-8000-000000000001","may":["read"]}]}""", 422)]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"role":"king","may":["read"]}]}""", 422)]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"role":"agent","may":["fly"]}]}""", 400)]
    [InlineData("""{"title":"x","reopening":"reopen","rights":[{"role":"agent","may":[]}]}""", 400)]
    public async Task Rights_that_make_no_sense_are_refused(string body, int status) => ((int)(await door.Manager.Call(HttpMethod.Put, $"/queues/q{Guid.NewGuid():n}"[..20], body, "\"0\"")).Status).ShouldBe(status);

    private async Task<string> Queue(params object[] rights)
    {
        var name = $"q{Guid.NewGuid():n}"[..16];
        var made = await door.Manager.Call(HttpMethod.Put, $"/queues/{name}", new { title = name, reopening = "reopen", rights }, "\"0\"");
        made.Status.ShouldBe(HttpStatusCode.OK, made.Body.ToJsonString());
        return name;
    }
}
