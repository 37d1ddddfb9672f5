using System.Net;
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
        using var customer = await door.SignedIn("nordlys", mine);

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
        using var elsewhere = await door.SignedIn("aurora", mine);
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
}
