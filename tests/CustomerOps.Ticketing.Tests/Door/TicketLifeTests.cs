using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class TicketLifeTests(TicketingStack door)
{
    [Fact]
    public async Task A_contact_becomes_a_ticket_that_can_be_read_back()
    {
        var email = Calls.NewAddress();
        var created = await door.Agent.CreateTicket(email.ToUpperInvariant());
        created.ETag.ShouldBe("\"1\"");
        (created.Text("state"), created.Text("queue"), created.Text("tier"), created.Text("language")).ShouldBe(("new", "front-line", "representative", "en"));
        long.Parse(created.Text("number")).ShouldBeGreaterThan(1000);
        ((string)created.Body["requester"]!["email"]!).ShouldBe(email);

        var read = await door.Agent.Get(created.Http.Headers.Location!.ToString()["/api/v1".Length..] + "?include=messages,customer");
        read.Text("number").ShouldBe(created.Text("number"));
        ((string)read.Body["messages"]!["items"]![0]!["authorKind"]!).ShouldBe("customer");
        ((bool)read.Body["customer"]!["surveyConsent"]!).ShouldBeTrue();
        (await door.Hear("ticketing.ticket-created.v1", created.Id))["customer"]!["email"]!.GetValue<string>().ShouldBe(email);
    }

    [Fact]
    public async Task Unchanged_it_is_not_sent_again()
    {
        var created = await door.Agent.CreateTicket();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tickets/{created.Id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");
        (await door.Agent.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Answered_given_handed_up_solved_and_opened_again()
    {
        var created = await door.Agent.CreateTicket();
        var ticket = $"/tickets/{created.Id}";
        var said = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "We look into it" });
        said.Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Get(said.Http.Headers.Location!.ToString()["/api/v1".Length..])).Text("body").ShouldBe("We look into it");
        (await door.Agent.Get(ticket)).Body["firstRespondedAt"].ShouldNotBeNull();

        var given = await door.Agent.PutFresh(ticket, "/assignee", new { personId = door.Person });
        (given.Text("state"), (string)given.Body["assignee"]!["name"]!).ShouldBe(("open", "Agnes"));
        var again = await door.Agent.PutFresh(ticket, "/assignee", new { personId = door.Person });
        again.ETag.ShouldBe(given.ETag);

        var handed = await door.Agent.PutFresh(ticket, "/escalation", new { tier = "specialist", reason = "beyond me" });
        (handed.Text("tier"), handed.Text("queue"), handed.Body["assignee"]).ShouldBe(("specialist", "specialists", null));
        (await door.Agent.PutFresh(ticket, "/escalation", new { tier = "senior", reason = "back" })).Text("code").ShouldBe("ticket.escalation-downward");
        ((string)(await door.Agent.Get($"{ticket}/escalation")).Body["trail"]![0]!["reason"]!).ShouldBe("beyond me");

        var solved = await door.Agent.PutFresh(ticket, "/solution", new { summary = "Sent again" });
        (solved.Status, solved.Text("state")).ShouldBe((HttpStatusCode.OK, "solved"));
        (await door.Agent.PutFresh(ticket, "/solution", new { summary = "Sent again" })).ETag.ShouldBe(solved.ETag);
        (await door.Agent.PutFresh(ticket, "/solution", new { summary = "Other" })).Text("code").ShouldBe("ticket.already-solved");
        (await door.Agent.DeleteFresh(ticket, "/solution")).Text("state").ShouldBe("open");

        foreach (var type in (string[])["message-added", "ticket-assigned", "ticket-escalated", "ticket-solved", "ticket-reopened"])
            await door.Hear($"ticketing.{type}.v1", created.Id);
        door.Heard("ticketing.ticket-solved.v1", created.Id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_customer_says_opens_a_solved_ticket()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "No it is not", author = "customer" });
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("open");
    }

    [Fact]
    public async Task It_waits_and_goes_on()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await door.Agent.PutFresh(ticket, "/wait", new { state = "pending", reason = "asked for a photo" })).Text("state").ShouldBe("pending");
        ((string)(await door.Agent.Get($"{ticket}/clocks")).Items[1]["state"]!).ShouldBe("paused");
        (await door.Agent.DeleteFresh(ticket, "/wait")).Text("state").ShouldBe("open");
        ((string)(await door.Agent.Get($"{ticket}/clocks")).Items[1]["state"]!).ShouldBe("running");
    }

    [Fact]
    public async Task Given_back_or_moved_it_waits_in_its_queue()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        await door.Agent.PutFresh(ticket, "/assignee", new { personId = door.Person });
        var back = await door.Agent.DeleteFresh(ticket, "/assignee");
        (back.Body["assignee"], back.Text("queue")).ShouldBe((null, "front-line"));
        (await door.Agent.PutFresh(ticket, "/assignee", new { queue = "specialists" })).Text("queue").ShouldBe("specialists");
    }

    [Fact]
    public async Task Without_the_knowledge_base_no_articles_are_suggested_and_the_answer_says_so()
    {
        var created = await door.Agent.CreateTicket();
        var suggested = await door.Agent.Get($"/tickets/{created.Id}/suggested-articles");
        (suggested.Status, (bool)suggested.Body["degraded"]!, suggested.Items.Count).ShouldBe((HttpStatusCode.OK, true, 0));
    }
}
