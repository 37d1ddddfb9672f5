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
    public async Task What_may_not_be_read_shows_nowhere_else_either()
    {
        using var supervisor = door.Stack.Client("nordlys", "supervisor");
        var queue = await Queue(new { role = "supervisor", may = new[] { "create", "own" } });
        var (email, word) = (Calls.NewAddress(), $"zebra{Guid.NewGuid():n}"[..16]);
        var created = await door.Agent.CreateTicket(email, subject: $"About the {word}");
        var (ticket, customer) = ($"/tickets/{created.Id}", (string)created.Body["requester"]!["id"]!);
        var me = (Guid)(await door.Agent.Post($"{ticket}/messages", new { visibility = "internal", body = "who am I" })).Body["authorId"]!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Agnes Key", "key@nordlys.example", "da", ["agent"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}'") == 1, "the person is known");
        var task = (await door.Agent.Post($"{ticket}/tasks", new { title = $"Look at the {word}", personId = me })).Id;
        var promise = (await door.Agent.Post($"{ticket}/promises", new { kind = "call-back", text = $"We call about the {word}", dueAt = DateTimeOffset.UtcNow.AddDays(1), personId = me })).Id;
        var complaint = (await door.Agent.Post($"{ticket}/complaints", new { severity = "low", category = word, ownerId = me })).Id;
        var note = await door.Agent.Post($"{ticket}/messages", new { visibility = "internal", body = $"Who knows the {word}?", mentions = new[] { me } });
        note.Status.ShouldBe(HttpStatusCode.Created, note.Body.ToJsonString());
        var side = (await door.Agent.Post($"{ticket}/side-conversations", new { subject = $"The {word}", body = $"What of the {word}?", queue = "front-line" })).Id;
        string[] lists = [$"/customers/{customer}/timeline", $"/tasks?assignee={me}", $"/promises?assignee={me}", $"/customers/{customer}/promises", $"/complaints?owner={me}", $"/customers/{customer}/complaints", "/side-conversations?limit=100", $"/search?q={word}", $"/tickets?requester={email}"];
        string[] single = [$"/tasks/{task}", $"/promises/{promise}", $"/complaints/{complaint}", $"/complaints/{complaint}/earlier", $"/side-conversations/{side}", $"/side-conversations/{side}/messages"];
        foreach (var list in lists) (await Shown(door.Agent, list)).ShouldContain(word, customMessage: list);
        (await Shown(door.Agent, "/mentions?limit=100")).ShouldContain($"{created.Id}");

        (await supervisor.PutFresh(ticket, "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var list in lists) (await Shown(supervisor, list)).ShouldContain(word, customMessage: list);
        foreach (var list in lists) (await Shown(door.Agent, list)).ShouldNotContain(word, customMessage: list);
        (await Shown(door.Agent, "/mentions?limit=100")).ShouldNotContain($"{created.Id}");
        foreach (var one in single) ((await door.Agent.Get(one)).Status, (await supervisor.Get(one)).Status).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.OK), one);

        async Task<string> Shown(HttpClient caller, string list)
        {
            var answer = await caller.Get(list);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{list} {answer.Body.ToJsonString()}");
            return answer.Body.ToJsonString();
        }
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
