using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Queues with rules of their own, and what the rules do to a solved ticket when the customer writes again.</summary>
[Collection(DoorCollection.Name)]
public sealed class QueueTests(TicketingStack door)
{
    private static string NewName() => $"q-{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task The_tiers_have_theirs_and_an_organisation_adds_changes_and_removes_its_own()
    {
        var name = NewName();
        (await door.Agent.Get("/queues")).Items.Select(q => (string)q["name"]!).Take(5).ShouldBe(["front-line", "seniors", "specialists", "supervisors", "managers"]);
        (await door.Agent.Get($"/queues/{name}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var made = await Put(name, new { title = "Returns", reopening = "reopen-within", withinDays = 7, closesAfterDays = 14 });
        (made.Status, made.Text("reopening"), (int)made.Body["withinDays"]!, (bool)made.Body["ownedByTier"]!).ShouldBe((HttpStatusCode.OK, "reopen-within", 7, false));
        (await Put(name, new { title = "x", reopening = "reopen" })).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Agent.Get("/queues")).Items.Select(q => (string)q["name"]!).ShouldContain(name);
        (await door.Stranger.Get($"/queues/{name}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await door.Agent.PutFresh(ticket, "/assignee", new { queue = name })).Text("queue").ShouldBe(name);
        (await door.Manager.DeleteFresh($"/queues/{name}", "")).Text("code").ShouldBe("queue.in-use");
        await door.Agent.PutFresh(ticket, "/assignee", new { queue = "front-line" });
        (await door.Manager.DeleteFresh($"/queues/{name}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.PutFresh(ticket, "/assignee", new { queue = name })).Text("code").ShouldBe("ticket.queue-unknown");
    }

    [Fact]
    public async Task Only_those_who_configure_set_them_and_a_tiers_queue_stays()
    {
        (await door.Agent.Call(HttpMethod.Put, $"/queues/{NewName()}", new { title = "x", reopening = "reopen" }, "\"0\"")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, $"/queues/{NewName()}", new { title = "x", reopening = "reopen" })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Call(HttpMethod.Delete, "/queues/managers", null, "*")).Text("code").ShouldBe("queue.of-a-tier");
    }

    [Theory]
    [InlineData("""{"title":"x","reopening":"sometimes"}""", 400)]
    [InlineData("""{"title":" ","reopening":"reopen"}""", 400)]
    [InlineData("""{"title":"x","reopening":"reopen","closesAfterDays":0}""", 400)]
    [InlineData("""{"title":"x","reopening":"reopen","closesAfterDays":91}""", 400)]
    [InlineData("""{"title":"x","reopening":"reopen-within","withinDays":91}""", 400)]
    [InlineData("""{"title":"x","reopening":"reopen-within"}""", 422)]
    [InlineData("""{"title":"x","reopening":"follow-up","withinDays":3}""", 422)]
    [InlineData("""{"title":"x","reopening":"reopen-within","withinDays":30,"closesAfterDays":14}""", 422)]
    public async Task Rules_that_make_no_sense_are_refused(string body, int status)
    {
        var name = NewName();
        ((int)(await Put(name, body)).Status).ShouldBe(status);
        (await door.Agent.Get($"/queues/{name}")).Status.ShouldBe(HttpStatusCode.NotFound);
        ((int)(await door.Manager.Call(HttpMethod.Put, "/queues/No%20Name", new { title = "x", reopening = "reopen" }, "*")).Status).ShouldBe(400);
    }

    [Fact]
    public async Task Where_nothing_opens_again_a_mail_a_logged_word_and_the_portal_go_on_in_one_new_linked_ticket()
    {
        var (email, name) = (Calls.NewAddress(), NewName());
        await Put(name, new { title = "Follow", reopening = "follow-up" });
        var first = SomeMail.From(email);
        await door.Mail(first);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        await door.Agent.PutFresh(ticket, "/assignee", new { queue = name });
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });

        (await door.Agent.DeleteFresh(ticket, "/solution")).Text("code").ShouldBe("ticket.not-reopened");
        await door.Mail(SomeMail.From(email, text: "Still broken", inReplyTo: first.MessageId));
        var logged = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "He called again", author = "customer" });
        using var customer = await door.SignedIn("nordlys", email);
        var own = await customer.Post($"/my-{ticket[1..]}/messages", new { body = "And I write here" });

        (await door.Agent.Get(ticket)).Text("state").ShouldBe("solved");
        var tickets = (await door.Agent.Get($"/tickets?requester={email}")).Items;
        tickets.Count.ShouldBe(2);
        ($"/tickets/{tickets[0]["followsTicketId"]}", (string)tickets[0]["queue"]!).ShouldBe((ticket, name));
        var next = $"/tickets/{tickets[0]["id"]}";
        (await door.Agent.Get($"{next}/messages")).Items.Select(m => (string)m["body"]!).ShouldBe(["Still broken", "He called again", "And I write here"]);
        logged.Http.Headers.Location!.ToString().ShouldStartWith($"/api/v1{next}/messages/");
        own.Http.Headers.Location!.ToString().ShouldBe($"/api/v1/my-{next[1..]}/messages");
    }

    [Fact]
    public async Task Within_its_days_it_opens_again_and_after_them_it_does_not()
    {
        var (email, name) = (Calls.NewAddress(), NewName());
        await Put(name, new { title = "Within", reopening = "reopen-within", withinDays = 5 });
        var created = await door.Agent.CreateTicket(email);
        var ticket = $"/tickets/{created.Id}";
        await door.Agent.PutFresh(ticket, "/assignee", new { queue = name });
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        await door.Execute($"update tickets set solved_at = now() - interval '4 days' where id = '{created.Id}'");
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "no", author = "customer" });
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("open");

        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        await door.Execute($"update tickets set solved_at = now() - interval '6 days' where id = '{created.Id}'");
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "no", author = "customer" });
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("solved");
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Opened_again_it_is_with_whom_it_was_or_with_nobody_as_the_queue_says_and_closes_after_its_days()
    {
        var name = NewName();
        await Put(name, new { title = "Reset", reopening = "reopen", keepsAssignee = false, closesAfterDays = 3 });
        var (kept, reset) = ($"/tickets/{(await door.Agent.CreateTicket()).Id}", $"/tickets/{(await door.Agent.CreateTicket()).Id}");
        await door.Agent.PutFresh(reset, "/assignee", new { queue = name });
        foreach (var ticket in (string[])[kept, reset])
        {
            await door.Agent.PutFresh(ticket, "/assignee", new { personId = door.Person });
            await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        }

        var id = reset["/tickets/".Length..];
        (await door.Scalar<long>($"select count(*) from due_messages where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{id}' and due_at between now() + interval '2 days' and now() + interval '3 days'")).ShouldBe(1);
        ((Guid)(await door.Agent.DeleteFresh(kept, "/solution")).Body["assignee"]!["personId"]!).ShouldBe(door.Person);
        (await door.Agent.DeleteFresh(reset, "/solution")).Body["assignee"].ShouldBeNull();
    }

    private Task<Answer> Put(string name, object body) => door.Manager.Call(HttpMethod.Put, $"/queues/{name}", body, "\"0\"");
}
