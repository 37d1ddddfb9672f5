using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class PatchTicketTests(TicketingStack door)
{
    [Fact]
    public async Task What_is_sent_changes_and_what_is_not_stays()
    {
        var email = Calls.NewAddress();
        var order = (await door.Partner.Post("/orders", Calls.Order($"P-{Guid.NewGuid():n}", "pending", email))).Id;
        var created = await door.Agent.CreateTicket(email);
        var ticket = $"/tickets/{created.Id}";
        var due = (await door.Agent.Get($"{ticket}/clocks")).Items[1]["dueAt"]!.ToString();
        var changed = await Patch(ticket, new { priority = "urgent", tags = (string[])["vip", " vip ", "lamp"], orderId = order, branch = "harbour" });
        (changed.Status, changed.Text("priority"), changed.Text("branch"), (Guid)changed.Body["orderId"]!, changed.Text("subject")).ShouldBe((HttpStatusCode.OK, "urgent", "harbour", order, "Where is my parcel?"));
        changed.Body["tags"]!.AsArray().Select(t => (string)t!).ShouldBe(["vip", "lamp"]);
        string.CompareOrdinal((await door.Agent.Get($"{ticket}/clocks")).Items[1]["dueAt"]!.ToString(), due).ShouldBeLessThan(0);
        ((string)(await door.Hear("ticketing.ticket-changed.v1", created.Id))["priority"]!).ShouldBe("urgent");

        var cleared = await Patch(ticket, """{"orderId":null,"subject":"Lamp is broken"}""");
        (cleared.Body["orderId"], cleared.Text("subject"), cleared.Text("branch")).ShouldBe((null, "Lamp is broken", "harbour"));
        (await Patch(ticket, "{}")).ETag.ShouldBe(cleared.ETag);
    }

    [Theory]
    [InlineData("""{"subject":null}""", 422)]
    [InlineData("""{"priority":null}""", 422)]
    [InlineData("""{"tags":null}""", 422)]
    [InlineData("""{"subject":""}""", 400)]
    [InlineData("""{"priority":"huge"}""", 400)]
    [InlineData("""{"state":"closed"}""", 400)]
    [InlineData("""{"sendsSubject":true}""", 400)]
    [InlineData("""{"orderId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422)]
    [InlineData("""null""", 400)]
    public async Task What_a_ticket_does_not_have_or_cannot_be_is_refused(string body, int status)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        ((int)(await Patch(ticket, body)).Status).ShouldBe(status);
        (await door.Agent.Get(ticket)).ETag.ShouldBe("\"1\"");
        (await door.Agent.Call(HttpMethod.Patch, ticket, new { subject = "x" }, "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Of_a_closed_ticket_subject_priority_and_tags_may_still_be_put_right()
    {
        var created = await door.Agent.CreateTicket();
        var ticket = $"/tickets/{created.Id}";
        await door.Execute($"update tickets set state = 'closed' where id = '{created.Id}'");
        (await Patch(ticket, new { subject = "About a lamp", priority = "low", tags = (string[])["lamp"] })).Text("subject").ShouldBe("About a lamp");
        (await Patch(ticket, new { branch = "harbour" })).Text("code").ShouldBe("ticket.closed");
        foreach (var (part, body) in new (string, object)[] { ("/assignee", new { queue = "seniors" }), ("/escalation", new { tier = "senior", reason = "r" }), ("/solution", new { summary = "s" }), ("/wait", new { state = "pending", reason = "r" }) })
            (await door.Agent.PutFresh(ticket, part, body)).Text("code").ShouldBe("ticket.closed", part);
    }

    private async Task<Answer> Patch(string ticket, object body) => await door.Agent.Call(HttpMethod.Patch, ticket, body, (await door.Agent.Get(ticket)).ETag);
}
