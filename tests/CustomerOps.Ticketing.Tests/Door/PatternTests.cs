using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Tickets that say the same. Each test has words of its own, which no other ticket holds.</summary>
[Collection(DoorCollection.Name)]
public sealed class PatternTests(TicketingStack door)
{
    private readonly string _thing = $"frobnicator{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task What_rises_is_proposed_once_with_its_tickets_and_becomes_a_problem_with_incidents()
    {
        var usual = await Said($"Invoice for the {_thing}", $"I would like an invoice for the {_thing} that I bought in spring.");
        await door.Execute($"update tickets set created_at = created_at - interval '5 days' where id = '{usual}'");
        List<Guid> burst = [];
        for (var i = 0; i < 7; i++) burst.Add(await Said($"The {_thing} does not start", $"Since this morning our {_thing} does not start any more, the lamp blinks {i} times."));
        var apart = await Said("Opening hours", "When are you open on Saturdays before the holidays?");
        var proposal = await Proposed();
        proposal["words"]!.AsArray().Select(w => (string)w!).ShouldContain(_thing);
        ((string)proposal["subject"]!).ShouldBe($"The {_thing} does not start");
        (await Tickets(proposal)).ShouldSatisfyAllConditions(t => t.ShouldBe(burst, ignoreOrder: true), t => t.ShouldNotContain(usual), t => t.ShouldNotContain(apart));
        (await door.Hear("ticketing.problem-proposed.v1", (Guid)proposal["id"]!))["tickets"]!.GetValue<int>().ShouldBeInRange(5, 7);
        (await door.Agent.Get($"/tickets/{burst[0]}/similar")).Body["proposal"]!["id"]!.ToString().ShouldBe((string)proposal["id"]!);

        var path = $"/problem-proposals/{proposal["id"]}";
        (await door.Agent.PutFresh($"/tickets/{burst[1]}", "/solution", new { summary = "It was the fuse." })).Status.ShouldBe(HttpStatusCode.OK);
        var accepted = await door.Agent.PutFresh(path, "/problem", new { ticketId = burst[0], takesFurther = true });
        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body.ToJsonString());
        (await Incidents(burst[0])).ShouldBe(burst.Skip(2), ignoreOrder: true, "the problem itself and what is solved are no incidents");
        (await door.Agent.PutFresh(path, "/problem", new { ticketId = burst[0], takesFurther = true })).Status.ShouldBe(HttpStatusCode.OK, "it is harmless to say it again");
        (await door.Agent.PutFresh(path, "/problem", new { ticketId = burst[3] })).Text("code").ShouldBe("proposal.accepted");
        (await door.Agent.PutFresh(path, "/dismissal", new { reason = "no" })).Text("code").ShouldBe("proposal.accepted");

        var late = await Said($"{_thing} will not start", $"Our {_thing} does not start since this morning and the lamp blinks.");
        await door.Eventually(async () => (await Incidents(burst[0])).Contains(late), "who says it later is an incident too", 90);
        ((int)(await door.Agent.Get(path)).Body["tickets"]!).ShouldBe(8);
        (await Named()).Count.ShouldBe(1, "one group is one proposal");
    }

    [Fact]
    public async Task What_is_dismissed_is_not_proposed_again_and_what_may_not_be_read_shows_nowhere()
    {
        var usual = await Said("Parking", "Where can I park at the store?");
        await door.Execute($"update tickets set created_at = created_at - interval '5 days' where id = '{usual}'");
        List<Guid> burst = [];
        for (var i = 0; i < 6; i++) burst.Add(await Said($"Newsletter about the {_thing}", $"Please take me off the newsletter about the {_thing}, I get it {i + 2} times."));
        var proposal = await Proposed();
        var path = $"/problem-proposals/{proposal["id"]}";
        var queue = $"q{Guid.NewGuid():n}"[..12];
        (await door.Manager.Call(HttpMethod.Put, $"/queues/{queue}", new { title = "Quiet", reopening = "reopen", rights = new[] { new { role = "supervisor", may = new[] { "create", "own" } } } }, "\"0\"")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Manager.PutFresh($"/tickets/{burst[5]}", "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var part in (string[])["", "/tickets"]) (await door.Agent.Get(path + part)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Get($"/tickets/{burst[0]}/similar")).Body["proposal"].ShouldBeNull();
        (await door.Agent.Get($"/tickets/{burst[0]}/similar")).Items.Select(i => (Guid)i["ticket"]!["id"]!).ShouldBe(burst.Skip(1).Take(4), ignoreOrder: true);

        (await door.Manager.Call(HttpMethod.Put, path + "/dismissal", new { reason = "x" })).Status.ShouldBe((HttpStatusCode)428);
        (await door.Manager.PutFresh(path, "/dismissal", new { reason = " " })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Manager.PutFresh(path, "/dismissal", new { reason = "Only the newsletter" })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Manager.PutFresh(path, "/problem", new { ticketId = Guid.NewGuid() })).Text("code").ShouldBe("proposal.no-ticket");
        var more = await Said($"Newsletter on the {_thing}", $"Take me off the newsletter about the {_thing}, please.");
        await door.Eventually(async () => (await Tickets(proposal)).Contains(more), "it is known for the same", 90);
        (await Named()).Count.ShouldBe(1);
        (await door.Manager.Get($"/problem-proposals?state=dismissed&limit=100")).Items.ShouldContain(p => (string)p["id"]! == (string)proposal["id"]!);
    }

    /// <summary>The same concern in other forms of the words; the third is another concern in the same language.</summary>
    [Theory]
    [InlineData("en", "My coffee machines are leaking water", "The coffee machine leaked under the table", "I want to change my delivery address")]
    [InlineData("da", "Kaffemaskinen lækker vand igen", "Begge kaffemaskiner lækker vand på gulvet", "Jeg vil gerne ændre min leveringsadresse")]
    [InlineData("nb", "Kaffemaskinen lekker vann igjen", "Begge kaffemaskinene lekker vann på gulvet", "Jeg ønsker å endre leveringsadressen min")]
    [InlineData("sv", "Kaffemaskinen läcker vatten igen", "Båda kaffemaskinerna läcker vatten på golvet", "Jag vill ändra min leveransadress")]
    [InlineData("fi", "Kahvikone vuotaa taas vettä", "Molemmat kahvikoneet vuotavat vettä lattialle", "Haluan vaihtaa toimitusosoitteeni")]
    [InlineData("hu", "A kávégép megint vizet ereszt", "A kávégépünk vizet ereszt a padlóra", "Szeretném megváltoztatni a szállítási címemet")]
    public async Task What_says_the_same_is_at_hand_in_every_language(string language, string one, string alike, string other)
    {
        var (first, second, third) = (await Said(one, one, language), await Said(alike, alike, language), await Said(other, other, language));
        var similar = (await door.Agent.Get($"/tickets/{first}/similar")).Items;
        var found = similar.Single(s => (Guid)s["ticket"]!["id"]! == second);
        ((double)found["likeness"]!).ShouldBeInRange(0.35, 1);
        found["reasons"]!.AsArray().Select(r => (string)r!).ShouldBe(["words"]);
        similar.ShouldNotContain(s => (Guid)s["ticket"]!["id"]! == third);
        (await door.Agent.PutFresh($"/tickets/{second}", "/solution", new { summary = "Descaled" })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"/tickets/{first}/similar")).Items.ShouldNotContain(s => (Guid)s["ticket"]!["id"]! == second);
        var solved = (await door.Agent.Get($"/tickets/{first}/similar?settled=true")).Items.Single(s => (Guid)s["ticket"]!["id"]! == second);
        ((string)solved["ticket"]!["solution"]!["summary"]!).ShouldBe("Descaled");
    }

    [Fact]
    public async Task The_same_order_and_the_same_person_come_first()
    {
        var (email, number) = (Calls.NewAddress(), $"S-{Guid.NewGuid():n}");
        var order = (await door.Partner.Post("/orders", Calls.Order(number, "delivered", email))).Id;
        var first = (await door.Agent.CreateTicket(email, orderId: order, subject: $"About {_thing}")).Id;
        var sameOrder = (await door.Agent.CreateTicket(email, orderId: order, subject: "Something else altogether")).Id;
        var samePerson = (await door.Agent.CreateTicket(email, subject: "A third concern")).Id;
        var similar = (await door.Agent.Get($"/tickets/{first}/similar")).Items;
        similar.Take(2).Select(s => (Guid)s["ticket"]!["id"]!).ShouldBe([sameOrder, samePerson]);
        similar[0]["reasons"]!.AsArray().Select(r => (string)r!).ShouldContain("order");
        similar[1]["reasons"]!.AsArray().Select(r => (string)r!).ShouldContain("requester");
        (await door.Agent.Get($"/tickets/{Guid.NewGuid()}/similar")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Guid> Said(string subject, string body, string? language = null)
    {
        var created = await door.Agent.Post("/tickets", new { channel = "email", subject, body, language, requester = new { email = Calls.NewAddress(), name = "Anna" } });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created.Id;
    }

    private async Task<IReadOnlyList<JsonNode>> Named() =>
        [.. (await door.Manager.Get("/problem-proposals?limit=100")).Items.Where(p => p["subject"]!.ToString().Contains(_thing, StringComparison.Ordinal))];

    private async Task<JsonNode> Proposed()
    {
        await door.Eventually(async () => (await Named()).Count > 0, "a proposal", 90);
        return (await Named()).Single();
    }

    private async Task<Guid[]> Tickets(JsonNode proposal) => [.. (await door.Manager.Get($"/problem-proposals/{proposal["id"]}/tickets?limit=100")).Items.Select(i => (Guid)i["ticket"]!["id"]!)];

    private async Task<Guid[]> Incidents(Guid problem) => [.. (await door.Agent.Get($"/tickets/{problem}/links?kind=problem-of&limit=100")).Items.Select(l => (Guid)l["ticketId"]!)];
}
