using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What a customer who came by a mailed link sees.</summary>
[Collection(DoorCollection.Name)]
public sealed class OwnTicketsTests(TicketingStack door)
{
    [Fact]
    public async Task A_customer_sees_their_own_tickets_and_what_is_public_in_them()
    {
        var (mine, theirs) = (Calls.NewAddress(), Calls.NewAddress());
        var own = await door.Agent.CreateTicket(mine);
        var other = await door.Agent.CreateTicket(theirs);
        await door.Agent.Post($"/tickets/{own.Id}/messages", new { visibility = "internal", body = "between us" });
        await door.Agent.Post($"/tickets/{own.Id}/messages", new { visibility = "public", body = "to the customer" });
        using var customer = await Customer("nordlys", mine);

        var list = await customer.GetStringAsync("/api/v1/my-tickets");
        list.ShouldContain($"{own.Id}");
        list.ShouldNotContain($"{other.Id}");
        foreach (var word in (string[])["assignee", "queue", "tier", "tags"]) list.ShouldNotContain(word);
        var said = await customer.GetStringAsync($"/api/v1/my-tickets/{own.Id}/messages");
        said.ShouldContain("to the customer");
        said.ShouldNotContain("between us");

        (await customer.GetAsync($"/api/v1/my-tickets/{other.Id}/messages")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var staffOnly in (string[])["/api/v1/tickets", $"/api/v1/tickets/{own.Id}", $"/api/v1/tickets/{own.Id}/messages", "/api/v1/customers"])
            (await customer.GetAsync(staffOnly)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, staffOnly);

        // The same address in another organisation is another customer.
        using var elsewhere = await Customer("aurora", mine);
        (await elsewhere.GetStringAsync("/api/v1/my-tickets")).ShouldNotContain($"{own.Id}");
        (await elsewhere.GetAsync($"/api/v1/my-tickets/{own.Id}/messages")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Staff_are_refused_and_a_key_with_the_role_customer_has_proved_no_address()
    {
        await door.Agent.CreateTicket(Calls.NewAddress());
        (await door.Agent.GetAsync("/api/v1/my-tickets")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var key = door.Stack.Client("nordlys", "customer");
        (await key.GetStringAsync("/api/v1/my-tickets")).ShouldContain("\"items\":[]");
    }

    /// <summary>A session as Identity begins one when the mailed link is opened.</summary>
    private async Task<HttpClient> Customer(string organisation, string email)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await using var identity = door.Stack.Database("identity");
        await using var session = identity.CreateCommand("""
            insert into sessions (id, tenant_id, secret_hash, customer_email, user_agent, address, created_at, last_seen_at, ends_at)
            values (gen_random_uuid(), $1, $2, $3, 'test', '127.0.0.1', now(), now(), now() + interval '1 hour')
            """);
        foreach (var value in (object[])[door.Stack.Organisation(organisation), SHA256.HashData(Encoding.UTF8.GetBytes(secret)), email]) session.Parameters.Add(new() { Value = value });
        await session.ExecuteNonQueryAsync();
        var client = door.Stack.Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", $"customerops-session={secret}");
        return client;
    }
}
