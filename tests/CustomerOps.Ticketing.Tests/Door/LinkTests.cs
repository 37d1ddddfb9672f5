using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What tickets are to each other; a problem and its incidents.</summary>
[Collection(DoorCollection.Name)]
public sealed class LinkTests(TicketingStack door)
{
    [Theory]
    [InlineData("relates-to", "relates-to")]
    [InlineData("duplicates", "duplicated-by")]
    [InlineData("blocked-by", "blocks")]
    [InlineData("child-of", "parent-of")]
    [InlineData("incident-of", "problem-of")]
    public async Task Both_sides_see_a_link_each_in_its_own_word(string mine, string theirs)
    {
        var (a, b) = ((await door.Agent.CreateTicket()).Id, (await door.Agent.CreateTicket()).Id);
        foreach (var _ in (int[])[1, 2]) (await Link(a, mine, b)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Link(b, theirs, a)).Status.ShouldBe(HttpStatusCode.NoContent); // the same link said from the other side
        (await Links(a)).ShouldBe([(mine, b)]);
        (await Links(b)).ShouldBe([(theirs, a)]);
        (await door.Agent.Get($"/tickets/{a}/links?kind={mine}")).Items.Count.ShouldBe(1);
        if (mine != theirs) (await door.Agent.Get($"/tickets/{a}/links?kind={theirs}")).Items.ShouldBeEmpty();
        (await door.Agent.Call(HttpMethod.Delete, $"/tickets/{b}/links/{theirs}/{a}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Links(a)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_linked_to_themselves_to_strangers_or_above_themselves()
    {
        Guid[] t = [.. (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => door.Agent.CreateTicket()))).Select(c => c.Id)];
        (await Link(t[0], "relates-to", t[0])).Text("code").ShouldBe("link.itself");
        (await Link(t[0], "eats", t[1])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Link(t[0], "relates-to", (await door.Stranger.CreateTicket()).Id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Link(t[0], "parent-of", t[1])).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Link(t[1], "parent-of", t[2])).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Link(t[2], "parent-of", t[0])).Text("code").ShouldBe("link.circle");
        (await Link(t[3], "parent-of", t[2])).Text("code").ShouldBe("link.one-above");
        (await Link(t[0], "problem-of", t[1])).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Link(t[1], "problem-of", t[2])).Text("code").ShouldBe("link.problem-of-problems");
    }

    [Fact]
    public async Task Of_two_parents_at_once_a_child_gets_one()
    {
        Guid[] t = [.. (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => door.Agent.CreateTicket()))).Select(c => c.Id)];
        var both = await Task.WhenAll(Link(t[0], "parent-of", t[2]), Link(t[1], "parent-of", t[2]));
        both.Count(l => l.Status == HttpStatusCode.NoContent).ShouldBe(1);
        (await Links(t[2])).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_queue_says_so_children_are_solved_first()
    {
        var (name, parent, child) = ($"q-{Guid.NewGuid():n}"[..20], (await door.Agent.CreateTicket()).Id, (await door.Agent.CreateTicket()).Id);
        await door.Manager.Call(HttpMethod.Put, $"/queues/{name}", new { title = "Projects", reopening = "reopen", childrenFirst = true }, "\"0\"");
        await door.Agent.PutFresh($"/tickets/{parent}", "/assignee", new { queue = name });
        await Link(parent, "parent-of", child);
        (await door.Agent.PutFresh($"/tickets/{parent}", "/solution", new { summary = "s" })).Text("code").ShouldBe("ticket.children-open");
        await door.Agent.PutFresh($"/tickets/{child}", "/solution", new { summary = "s" });
        (await door.Agent.PutFresh($"/tickets/{parent}", "/solution", new { summary = "s" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_word_reaches_every_requester_in_their_language_and_the_problems_solution_solves_its_incidents()
    {
        var (dane, finn) = (Calls.NewAddress(), Calls.NewAddress());
        await door.Mail(SomeMail.From(dane, "Betaling virker ikke", "Hej, jeg kan ikke betale med mit kort i jeres butik på nettet."));
        await door.Mail(SomeMail.From(finn, "Maksu ei onnistu", "Hei, en voi maksaa kortilla verkkokaupassanne, koska maksu ei mene läpi."));
        var (problem, one, two) = ((await door.Agent.CreateTicket(channel: "web", subject: "Card payments fail")).Id, (await door.TicketOf(dane)).Id, (await door.TicketOf(finn)).Id);
        var settled = (await door.Agent.CreateTicket()).Id;
        (await door.Agent.Post($"/tickets/{problem}/incident-updates", new { texts = new { en = "x" } })).Text("code").ShouldBe("incident-update.nobody");
        foreach (var incident in (Guid[])[one, two, settled]) await Link(incident, "incident-of", problem);
        await door.Agent.PutFresh($"/tickets/{settled}", "/solution", new { summary = "was something else" });

        var told = await door.Agent.Post($"/tickets/{problem}/incident-updates", new { texts = new { en = "We work on it.", da = "Vi arbejder på det." } });
        (told.Status, (int)told.Body["incidents"]!).ShouldBe((HttpStatusCode.Accepted, 2));
        await door.Eventually(async () => (int)(await door.Agent.Get($"/tickets/{problem}/incident-updates/{told.Id}")).Body["reached"]! == 2, "both are reached");
        (await door.TicketOf(dane)).Messages()[^1].Body.ShouldBe("Vi arbejder på det.");
        (await door.TicketOf(finn)).Messages()[^1].Body.ShouldBe("We work on it.");
        foreach (var address in (string[])[dane, finn])
            await door.Eventually(async () => await door.Scalar<long>($"select count(*) from mails where direction = 'out' and correspondent = '{address}'") == 1, "the mail");

        (await door.Agent.PutFresh($"/tickets/{problem}", "/solution", new { summary = "Provider fixed it", requesterTexts = new { en = "It works again.", da = "Det virker igen." } })).Status.ShouldBe(HttpStatusCode.OK);
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{one}")).Text("state") == "solved" && (await door.Agent.Get($"/tickets/{two}")).Text("state") == "solved", "both are solved");
        (await door.TicketOf(dane)).Messages()[^1].Body.ShouldBe("Det virker igen.");
        ((string)(await door.Agent.Get($"/tickets/{settled}")).Body["solution"]!["summary"]!).ShouldBe("was something else");
        (await door.Agent.Get($"/tickets/{problem}/incident-updates")).Items.Count.ShouldBe(2);
        (await door.Stranger.Post($"/tickets/{problem}/incident-updates", new { texts = new { en = "x" } })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Post($"/tickets/{problem}/incident-updates", new { texts = new { } })).Text("code").ShouldBe("incident-update.wordless");
    }

    private Task<Answer> Link(Guid from, string kind, Guid to) => door.Agent.Call(HttpMethod.Put, $"/tickets/{from}/links/{kind}/{to}");

    private async Task<List<(string, Guid)>> Links(Guid ticket) => [.. (await door.Agent.Get($"/tickets/{ticket}/links")).Items.Select(l => ((string)l["kind"]!, (Guid)l["ticketId"]!))];
}
