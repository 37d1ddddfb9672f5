using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A customer is one customer by whatever address, phone or number they come.</summary>
[Collection(DoorCollection.Name)]
public sealed class IdentityTests(TicketingStack door)
{
    private readonly string _first = $"first-{Guid.NewGuid():n}@example.com", _second = $"second-{Guid.NewGuid():n}@example.com", _phone = $"+4790{Random.Shared.Next(100_000, 999_999)}";

    [Fact]
    public async Task Who_comes_by_another_address_or_phone_is_known()
    {
        var customer = await Requester(new { email = _first, name = "Anna Berg" });
        (await Add(customer, "email", _second.ToUpperInvariant())).Text("value").ShouldBe(_second);
        (await Add(customer, "phone", $"{_phone[..5]} {_phone[5..]}", "mobile")).Text("value").ShouldBe(_phone);
        (await Requester(new { email = _second })).ShouldBe(customer);
        (await Requester(new { name = "A. Berg", phone = _phone.Replace("+", "00", StringComparison.Ordinal) }, "phone")).ShouldBe(customer);
        (await door.Agent.Get($"/customers?email={_second}")).Items.Select(c => (Guid)c["id"]!).ShouldBe([customer]);
        (await door.Agent.Get($"/customers?phone={Uri.EscapeDataString(_phone)}")).Items.Select(c => (Guid)c["id"]!).ShouldBe([customer]);

        var identities = (await door.Agent.Get($"/customers/{customer}/identities")).Items;
        identities.Select(i => (string)i["kind"]!).ShouldBe(["email", "phone"]);
        (await door.Agent.Call(HttpMethod.Delete, $"/customers/{customer}/identities/{identities[0]["id"]}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Requester(new { email = _second })).ShouldNotBe(customer);
    }

    [Fact]
    public async Task A_caller_without_an_address_is_known_by_the_phone_from_then_on()
    {
        var customer = await Requester(new { phone = _phone }, "phone");
        (await Requester(new { phone = _phone, name = "Kalle" }, "phone")).ShouldBe(customer);
        // Said with an address, the phone stays with whom it is.
        (await Requester(new { phone = _phone, email = _first }, "phone")).ShouldNotBe(customer);
        (await door.Agent.Get($"/customers/{customer}/identities")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_that_call_by_one_new_phone_at_once_are_one_customer()
    {
        for (var times = 0; times < 20; times++)
        {
            var customers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Requester(new { phone = $"{_phone}{times}", name = "Kalle" }, "phone")));
            customers.Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task What_another_customer_is_known_by_and_what_is_none_is_refused()
    {
        var (customer, other) = (await Requester(new { email = _first }), await Requester(new { email = _second }));
        var taken = await Add(customer, "email", _second);
        (taken.Status, taken.Text("code")).ShouldBe((HttpStatusCode.Conflict, "customer.identity-taken"));
        taken.Text("detail").ShouldContain($"{other}");
        (await Add(customer, "external", $"shop:{_first}")).Status.ShouldBe(HttpStatusCode.Created);
        (await Add(other, "external", $"shop:{_first}")).Text("code").ShouldBe("customer.identity-taken");
        (await Add(customer, "email", "no address")).Text("code").ShouldBe("customer.unreadable-email");
        (await Add(customer, "phone", "call me")).Text("code").ShouldBe("customer.unreadable-phone");
        (await Add(Guid.NewGuid(), "phone", _phone)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Post("/tickets", new { channel = "phone", subject = "x", body = "x", requester = new { phone = "none" } })).Text("code").ShouldBe("customer.unreadable-phone");
        foreach (var path in (string[])[$"/customers/{customer}/identities", $"/customers/{customer}"]) (await door.Stranger.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Signed_in_by_the_other_address_a_customer_sees_the_same_tickets_as_long_as_it_is_theirs()
    {
        var ticket = await door.Agent.CreateTicket(_first);
        var customer = (Guid)ticket.Body["requester"]!["id"]!;
        using var portal = await door.SignedIn("nordlys", _second);
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldNotContain($"{ticket.Id}");
        var added = await Add(customer, "email", _second);
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldContain($"{ticket.Id}");
        (await portal.Post($"/my-tickets/{ticket.Id}/messages", new { body = "It is me, from home" })).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Call(HttpMethod.Delete, $"/customers/{customer}/identities/{added.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldNotContain($"{ticket.Id}");
    }

    private async Task<Guid> Requester(object requester, string channel = "email")
    {
        var created = await door.Agent.Post("/tickets", new { channel, subject = "Where is it?", body = "Where is my parcel?", requester });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return (Guid)created.Body["requester"]!["id"]!;
    }

    private Task<Answer> Add(Guid customer, string kind, string value, string? label = null) => door.Agent.Post($"/customers/{customer}/identities", new { kind, value, label });
}
