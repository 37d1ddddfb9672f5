using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Waiting for a customer, who is reminded; and until a time.</summary>
[Collection(DoorCollection.Name)]
public sealed class WaitingTests(TicketingStack door)
{
    [Fact]
    public async Task The_customer_is_reminded_in_the_thread_and_in_their_language_and_then_it_is_solved()
    {
        var (email, reason) = (Calls.NewAddress(), await Reason(thenSolve: true));
        var mail = SomeMail.From(email, "Pakken er gået i stykker", "Hej, pakken er gået i stykker, og jeg vil gerne have en ny.");
        await door.Mail(mail);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        var waiting = await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "asked for a photo", pendingReason = reason });
        (waiting.Text("state"), (string)waiting.Body["wait"]!["pendingReason"]!, (int)waiting.Body["wait"]!["chases"]!).ShouldBe(("pending", reason, 0));
        DateTimeOffset.Parse((string)waiting.Body["wait"]!["chaseAt"]!).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(1));

        for (var chase = 1; chase <= 2; chase++)
        {
            await Come("chase-customer", ticket);
            await door.Eventually(async () => await Chases(ticket) == chase, "the reminder is counted");
        }

        var said = (await door.Agent.Get($"{ticket}/messages")).Items.Skip(1).ToList();
        said.Select(m => ((string)m["authorKind"]!, (string)m["visibility"]!, (string)m["body"]!)).ShouldBe([("system", "public", "Vi mangler et billede."), ("system", "public", "Vi mangler et billede.")]);
        var order = await door.Hear("mail.mail-to-send.v1", (Guid)said[0]["id"]!);
        ((string)order["to"]!["email"]!, (string)order["headers"]!["In-Reply-To"]!, (string)order["headers"]!["Auto-Submitted"]!).ShouldBe((email, mail.MessageId, "auto-generated"));
        (await door.Agent.Get(ticket)).Body["firstRespondedAt"].ShouldBeNull();

        await Come("chase-customer", ticket);
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("state") == "solved", "solved by itself");
        ((string)(await door.Agent.Get(ticket)).Body["solution"]!["summary"]!).ShouldBe("No answer after 2 reminders.");
    }

    [Fact]
    public async Task Who_does_not_want_to_be_reminded_is_not_and_somebody_decides()
    {
        var (email, reason) = (Calls.NewAddress(), await Reason(thenSolve: true));
        await door.Mail(SomeMail.From(email));
        var (ticket, customer) = ($"/tickets/{(await door.TicketOf(email)).Id}", (await door.Agent.Get($"/customers?email={email}")).Items.Single()["id"]);
        await door.Agent.PutFresh($"/customers/{customer}", "/consents/reminder/email", new { given = false });
        await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "asked", pendingReason = reason });
        await Come("chase-customer", ticket);
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("state") == "open", "it goes on");
        (await door.Agent.Get($"{ticket}/messages")).Items.Where(m => (string)m["authorKind"]! == "system").Select(m => (string)m["visibility"]!).ShouldBe(["internal"]);
    }

    [Fact]
    public async Task Any_word_of_the_customer_ends_the_reminders_and_a_machines_does_not()
    {
        var (email, reason) = (Calls.NewAddress(), await Reason(thenSolve: true));
        var first = SomeMail.From(email);
        await door.Mail(first);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "asked", pendingReason = reason });
        await door.Mail(SomeMail.From(email, "Out of office", "I am away", inReplyTo: first.MessageId, automatic: Contracts.Partners.AutomaticKind.AutoReply));
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("pending");
        await door.Mail(SomeMail.From(email, text: "Here it is", inReplyTo: first.MessageId));
        var open = await door.Agent.Get(ticket);
        (open.Text("state"), open.Body["wait"]).ShouldBe(("open", null));
        await Come("chase-customer", ticket);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'chase-customer' and body::jsonb ->> 'ticketId' = '{Id(ticket)}'") == 0, "the look came");
        (await door.Agent.Get($"{ticket}/messages")).Items.Count(m => (string)m["visibility"]! == "public").ShouldBe(2);
    }

    [Fact]
    public async Task Unanswered_it_goes_on_where_nothing_is_solved_by_itself()
    {
        var (ticket, reason) = ($"/tickets/{(await door.Agent.CreateTicket(channel: "phone")).Id}", await Reason(thenSolve: false, times: 1));
        await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "asked", pendingReason = reason });
        await Come("chase-customer", ticket);
        await door.Eventually(async () => await Chases(ticket) == 1, "the reminder");
        await Come("chase-customer", ticket);
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("state") == "open", "it goes on");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_children_come_first_a_parent_goes_on_instead_of_being_solved_by_itself(bool reminded)
    {
        var queue = $"q-{Guid.NewGuid():n}"[..20];
        await door.Manager.Call(HttpMethod.Put, $"/queues/{queue}", new { title = "Projects", reopening = "reopen", childrenFirst = true }, "\"0\"");
        var (parent, child) = ($"/tickets/{(await door.Agent.CreateTicket()).Id}", (await door.Agent.CreateTicket()).Id);
        (await door.Agent.PutFresh(parent, "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Call(HttpMethod.Put, $"{parent}/links/parent-of/{child}")).Status.ShouldBe(HttpStatusCode.NoContent);
        if (reminded)
        {
            await door.Agent.PutFresh(parent, "/wait", new { state = "pending", reason = "asked", pendingReason = await Reason(thenSolve: true, times: 1) });
            await Come("chase-customer", parent);
            await door.Eventually(async () => await Chases(parent) == 1, "the reminder");
            await Come("chase-customer", parent);
        }
        else
        {
            await door.Agent.PutFresh(parent, "/wait", new { state = "on-hold", reason = "The children", until = DateTimeOffset.UtcNow.AddDays(3), then = "close" });
            await Come("wait-over", parent);
        }

        await door.Eventually(async () => (await door.Agent.Get(parent)).Text("state") == "open", "it goes on");
        ((string)(await door.Agent.Get($"{parent}/messages")).Items[^1]["body"]!).ShouldContain("its queue solves its children first");
    }

    [Theory]
    [InlineData(null, "open")]
    [InlineData("close", "closed")]
    public async Task At_the_time_that_was_set_it_goes_on_or_is_closed(string? then, string state)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var waiting = await door.Agent.PutFresh(ticket, "/wait", new { state = "on-hold", reason = "Back in stock", until = DateTimeOffset.UtcNow.AddDays(3), then });
        ((string)waiting.Body["wait"]!["then"]!).ShouldBe(then ?? "remind");
        await Come("wait-over", ticket);
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("state") == state, state);
        if (then is null) ((string)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["body"]!).ShouldContain("Back in stock");
        else await door.Hear("ticketing.ticket-closed.v1", Guid.Parse(Id(ticket)));
    }

    [Theory]
    [InlineData("""{"state":"pending","reason":"r","pendingReason":"nobody-set-it"}""", 422)]
    [InlineData("""{"state":"pending","reason":"r","until":"2020-01-01T00:00:00Z"}""", 422)]
    [InlineData("""{"state":"pending","reason":"r","until":"2126-01-01T00:00:00Z"}""", 422)]
    [InlineData("""{"state":"pending","reason":"r","then":"close"}""", 422)]
    [InlineData("""{"state":"pending","reason":"r","then":"explode"}""", 400)]
    public async Task A_wait_that_makes_no_sense_is_refused(string body, int status)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        ((int)(await door.Agent.PutFresh(ticket, "/wait", body)).Status).ShouldBe(status);
        (await door.Agent.Get(ticket)).ETag.ShouldBe("\"1\"");
    }

    [Theory]
    [InlineData("""{"title":"t","every":1,"unit":"business-days","times":4,"thenSolve":true,"texts":{"en":"x"}}""", 400)]
    [InlineData("""{"title":"t","every":0,"unit":"business-days","times":1,"thenSolve":true,"texts":{"en":"x"}}""", 400)]
    [InlineData("""{"title":"t","every":1,"unit":"moons","times":1,"thenSolve":true,"texts":{"en":"x"}}""", 400)]
    [InlineData("""{"title":"t","every":1,"unit":"business-days","times":1,"thenSolve":true,"texts":{"English!":"x"}}""", 400)]
    [InlineData("""{"title":"t","every":1,"unit":"business-days","times":1,"thenSolve":true,"texts":{"en":" "}}""", 400)]
    [InlineData("""{"title":"t","every":1,"unit":"business-days","times":1,"thenSolve":true,"texts":{}}""", 422)]
    public async Task A_reason_that_makes_no_sense_is_refused(string body, int status) =>
        ((int)(await door.Manager.Call(HttpMethod.Put, $"/pending-reasons/r-{Guid.NewGuid():n}"[..40], body, "\"0\"")).Status).ShouldBe(status);

    [Fact]
    public async Task A_reason_is_the_organisations_own_and_can_be_removed()
    {
        var reason = await Reason(thenSolve: false);
        (await door.Stranger.Get($"/pending-reasons/{reason}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Get("/pending-reasons")).Items.Select(r => (string)r["name"]!).ShouldContain(reason);
        (await door.Agent.Call(HttpMethod.Delete, $"/pending-reasons/{reason}", null, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.DeleteFresh($"/pending-reasons/{reason}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"/pending-reasons/{reason}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> Reason(bool thenSolve, int times = 2)
    {
        var name = $"r-{Guid.NewGuid():n}"[..20];
        var put = await door.Manager.Call(HttpMethod.Put, $"/pending-reasons/{name}", new { title = "Photo", every = 2, unit = "business-hours", times, thenSolve, texts = new { en = "We need a photo.", da = "Vi mangler et billede." } }, "\"0\"");
        put.Status.ShouldBe(HttpStatusCode.OK, put.Body.ToJsonString());
        return name;
    }

    /// <summary>The planned time is now.</summary>
    private async Task Come(string due, string ticket) =>
        (await door.Execute($"update due_messages set due_at = now() where name = '{due}' and body::jsonb ->> 'ticketId' = '{Id(ticket)}'")).ShouldBe(1);

    private async Task<int> Chases(string ticket) => (int?)(await door.Agent.Get(ticket)).Body["wait"]?["chases"] ?? -1;

    private static string Id(string ticket) => ticket["/tickets/".Length..];
}
