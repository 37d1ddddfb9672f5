using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class WrongInputTests(TicketingStack door)
{
    [Theory]
    [InlineData("""{"channel":"email","subject":" ","body":"b","requester":{"email":"a@example.com"}}""", 400, "subject")]
    [InlineData("""{"channel":"email","subject":"s","body":"a\u0000b","requester":{"email":"a@example.com"}}""", 400, "body")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"nobody"}}""", 400, "requester.email")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"name":"Anna"}}""", 422, "requester.email")]
    [InlineData("""{"channel":"phone","subject":"s","body":"b","requester":{}}""", 422, "requester")]
    [InlineData("""{"channel":"fax","subject":"s","body":"b","requester":{"email":"a@example.com"}}""", 400, "channel")]
    [InlineData("""{"channel":0,"subject":"s","body":"b","requester":{"email":"a@example.com"}}""", 400, "channel")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"a@example.com"},"priority":"huge"}""", 400, "priority")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"a@example.com"},"language":"Danish!"}""", 400, "language")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"a@example.com"},"tags":[""]}""", 400, "tags")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"a@example.com"},"orderId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "orderId")]
    [InlineData("""{"channel":"email","subject":"s","body":"b","requester":{"email":"a@example.com"},"tenantId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 400, "tenantId")]
    [InlineData("""{"channel":"email","subject":null,"body":"b","requester":{"email":"a@example.com"}}""", 400, "subject")]
    [InlineData("""{"channel":"email"}""", 400, "body")]
    [InlineData("""[]""", 400, "body")]
    [InlineData("""{"channel":""", 400, null)]
    public async Task A_wrong_ticket_is_refused_with_the_field_that_is_wrong(string body, int status, string? field)
    {
        var answer = await door.Agent.Post("/tickets", body);
        ((int)answer.Status).ShouldBe(status, answer.Body.ToJsonString());
        answer.Text("code").ShouldNotBeEmpty();
        if (field is not null) answer.Body["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field, answer.Body.ToJsonString());
    }

    [Theory]
    [InlineData("/assignee", "{}", 422, "ticket.assignee")]
    [InlineData("/assignee", """{"queue":"kitchen"}""", 422, "ticket.queue-unknown")]
    [InlineData("/assignee", """{"personId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "ticket.person-unknown")]
    [InlineData("/assignee", """{"queue":"seniors","personId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "ticket.assignee")]
    [InlineData("/escalation", """{"tier":"king","reason":"r"}""", 400, "request.malformed")]
    [InlineData("/escalation", """{"tier":"senior","reason":""}""", 400, "request.invalid")]
    [InlineData("/solution", """{"summary":"  "}""", 400, "request.invalid")]
    [InlineData("/wait", """{"state":"solved","reason":"r"}""", 400, "request.malformed")]
    public async Task A_wrong_change_is_refused(string part, string body, int status, string code)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var answer = await door.Agent.PutFresh(ticket, part, body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code));
        (await door.Agent.Get(ticket)).ETag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await door.Agent.Call(HttpMethod.Put, $"{ticket}/solution", new { summary = "s" })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        await door.Agent.PutFresh(ticket, "/escalation", new { tier = "senior", reason = "r" });
        var stale = await door.Agent.Call(HttpMethod.Put, $"{ticket}/solution", new { summary = "s" }, "\"1\"");
        (stale.Status, stale.Text("code")).ShouldBe((HttpStatusCode.PreconditionFailed, "request.stale"));
        (await door.Agent.Call(HttpMethod.Put, $"{ticket}/solution", new { summary = "s" }, "nonsense")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_customers_words_are_never_internal() =>
        (await door.Agent.Post($"/tickets/{(await door.Agent.CreateTicket()).Id}/messages", new { visibility = "internal", body = "b", author = "customer" })).Text("code").ShouldBe("message.customer-internal");

    [Theory]
    [InlineData("GET", "/tickets", "partner")]
    [InlineData("GET", "/customers", "partner")]
    [InlineData("POST", "/tickets", "analyst")]
    [InlineData("POST", "/orders", "analyst")]
    [InlineData("GET", "/tickets", "customer")]
    [InlineData("PUT", "/sla-policy", "agent")]
    [InlineData("PUT", "/business-hours", "supervisor")]
    public async Task Roles_that_a_route_does_not_serve_are_kept_out(string method, string path, string role)
    {
        using var client = door.Stack.Client("nordlys", role);
        var answer = await client.Call(new HttpMethod(method), path, method == "GET" ? null : "{}", "*");
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
