using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Tickets that are one concern, and a message that is a concern of its own.</summary>
[Collection(DoorCollection.Name)]
public sealed class MergingTests(TicketingStack door)
{
    [Fact]
    public async Task What_is_said_to_a_merged_ticket_by_whatever_way_is_heard_by_the_one_that_goes_on()
    {
        var email = Calls.NewAddress();
        var (first, second) = (SomeMail.From(email, "One"), SomeMail.From(email, "Two"));
        await door.Mail(first);
        await door.Mail(second);
        var tickets = (await door.Agent.Get($"/tickets?requester={email}")).Items;
        var (source, target) = ($"/tickets/{tickets[1]["id"]}", $"/tickets/{tickets[0]["id"]}");
        var merged = await Merge(source, target);
        (merged.Status, merged.Text("state"), $"/tickets/{merged.Body["mergedIntoId"]}").ShouldBe((HttpStatusCode.OK, "closed", target));
        (await Merge(source, target)).ETag.ShouldBe(merged.ETag);

        await door.Mail(SomeMail.From(email, "Re: One", "late by thread", inReplyTo: first.MessageId));
        await door.Mail(SomeMail.From(email, $"[#{tickets[1]["number"]}]", "late by number"));
        await door.Agent.Post($"{source}/messages", new { visibility = "public", body = "an answer", author = "staff" });
        await door.Agent.Post($"{source}/messages", new { visibility = "public", body = "by phone", author = "customer" });
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(2);
        (await door.Agent.Get($"{target}/messages")).Items.Select(m => (string)m["body"]!).ShouldBe([first.Text, second.Text, "late by thread", "late by number", "an answer", "by phone"]);
        (await door.Agent.Get($"{source}/messages")).Items.Count.ShouldBe(1);
        await door.Hear("ticketing.ticket-merged.v1", (Guid)tickets[1]["id"]!);
        door.Heard("ticketing.ticket-solved.v1", (Guid)tickets[1]["id"]!).ShouldBeEmpty();
        (await door.Agent.PutFresh(source, "/solution", new { summary = "s" })).Text("code").ShouldBe("ticket.closed");

        var apart = await door.Agent.DeleteFresh(source, "/merge");
        (apart.Text("state"), apart.Body["mergedIntoId"]).ShouldBe(("new", null));
        (await door.Agent.DeleteFresh(source, "/merge")).ETag.ShouldBe(apart.ETag);
        (await door.Agent.Get($"{target}/messages")).Items.Count.ShouldBe(5);
        await door.Mail(SomeMail.From(email, "Re: One", "again to the first", inReplyTo: first.MessageId));
        (await door.Agent.Get($"{source}/messages")).Items.Select(m => (string)m["body"]!).ShouldBe([first.Text, "again to the first"]);
    }

    [Fact]
    public async Task Two_records_of_one_person_are_one_requester()
    {
        var (one, other) = (await door.Agent.CreateTicket(), await door.Agent.CreateTicket());
        var (source, target) = ($"/tickets/{one.Id}", $"/tickets/{other.Id}");
        (await Merge(source, target)).Text("code").ShouldBe("merge.other-requester");
        (await door.Manager.PutFresh($"/customers/{one.Body["requester"]!["id"]}", "/merge", new { intoCustomerId = (Guid)other.Body["requester"]!["id"]!, reason = "The same" })).Status.ShouldBe(HttpStatusCode.OK);
        (await Merge(source, target)).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"{target}/participants")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_must_be_done_on_a_merged_ticket_keeps_the_one_that_goes_on_from_being_solved()
    {
        var email = Calls.NewAddress();
        string[] t = [.. (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => door.Agent.CreateTicket(email)))).Select(c => $"/tickets/{c.Id}")];
        var task = await door.Agent.Post($"{t[0]}/tasks", new { title = "Ask the warehouse", personId = door.Person, blocks = true });
        var promise = await door.Agent.Post($"{t[0]}/promises", new { kind = "answer", text = "We write by Friday", dueAt = DateTimeOffset.UtcNow.AddDays(2) });
        await door.Agent.Post($"{t[0]}/side-conversations", new { subject = "Where is it?", body = "Has it left?", queue = "front-line" });
        await Merge(t[0], t[1]);
        await Merge(t[1], t[2]);
        var refused = await door.Agent.PutFresh(t[2], "/solution", new { summary = "done" });
        (refused.Text("code"), refused.Text("detail")).ShouldBe(("ticket.blocked", "To be done before: We write by Friday; Ask the warehouse."));
        (await door.Agent.Get($"{t[2]}/tasks")).Items.ShouldHaveSingleItem();
        (await door.Agent.Get($"{t[2]}/promises")).Items.ShouldHaveSingleItem();
        (await door.Agent.Get($"{t[2]}/side-conversations")).Items.ShouldHaveSingleItem();

        // Apart again, each is kept by its own; together again, by both.
        await door.Agent.DeleteFresh(t[1], "/merge");
        (await door.Agent.Get($"{t[2]}/promises")).Items.ShouldBeEmpty();
        await Merge(t[1], t[2]);
        (await door.Agent.Call(HttpMethod.Put, $"/tasks/{task.Id}/completion", null, "*")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(t[2], "/solution", new { summary = "done" })).Text("detail").ShouldBe("To be done before: We write by Friday.");
        (await door.Agent.Call(HttpMethod.Put, $"/promises/{promise.Id}/fulfilment", new { outcome = "Written" }, "*")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(t[2], "/solution", new { summary = "done" })).Status.ShouldBe(HttpStatusCode.OK);

        // It did not hold: what was promised on the merged ticket is owed again, and once more keeps the one that goes on.
        (await door.Agent.DeleteFresh(t[2], "/solution")).Status.ShouldBe(HttpStatusCode.OK);
        await door.Eventually(async () => (await door.Agent.Get($"/promises/{promise.Id}")).Text("state") == "open", "owed again");
        (await door.Agent.PutFresh(t[2], "/solution", new { summary = "done" })).Text("code").ShouldBe("ticket.blocked");
        foreach (var ticket in t) (await door.Scalar<int>($"select blockers from tickets where id = '{ticket["/tickets/".Length..]}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_merged_into_itself_in_a_circle_or_into_what_is_closed()
    {
        var email = Calls.NewAddress();
        string[] t = [.. (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => door.Agent.CreateTicket(email)))).Select(c => $"/tickets/{c.Id}")];
        (await Merge(t[0], t[0])).Text("code").ShouldBe("merge.itself");
        (await door.Agent.PutFresh(t[0], "/merge", new { intoTicketId = Guid.NewGuid() })).Text("code").ShouldBe("merge.unknown");
        (await Merge(t[0], t[1])).Status.ShouldBe(HttpStatusCode.OK);
        (await Merge(t[1], t[0])).Text("code").ShouldBe("merge.circle");
        (await Merge(t[2], t[0])).Text("code").ShouldBe("merge.closed");
        (await Merge(t[1], t[2])).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"{t[2]}/messages")).Items.Count.ShouldBe(3);
        (await Merge(t[2], t[0])).Text("code").ShouldBe("merge.circle");
        (await door.Stranger.Call(HttpMethod.Put, $"{t[2]}/merge", new { intoTicketId = Guid.NewGuid() }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        var theirs = (await door.Stranger.CreateTicket()).Id;
        (await door.Agent.PutFresh(t[2], "/merge", new { intoTicketId = theirs })).Text("code").ShouldBe("merge.unknown");
    }

    [Fact]
    public async Task Of_two_merges_that_make_a_circle_together_one_is_refused()
    {
        var email = Calls.NewAddress();
        var (a, b) = (await door.Agent.CreateTicket(email), await door.Agent.CreateTicket(email));
        var both = await Task.WhenAll(
            door.Agent.Call(HttpMethod.Put, $"/tickets/{a.Id}/merge", new { intoTicketId = b.Id }, a.ETag), door.Agent.Call(HttpMethod.Put, $"/tickets/{b.Id}/merge", new { intoTicketId = a.Id }, b.ETag));
        both.Count(m => m.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task Another_requester_comes_along_only_when_that_is_said_and_leaves_with_the_ticket()
    {
        var (one, two) = (Calls.NewAddress(), Calls.NewAddress());
        var (source, target) = ($"/tickets/{(await door.Agent.CreateTicket(one)).Id}", $"/tickets/{(await door.Agent.CreateTicket(two)).Id}");
        (await Merge(source, target)).Text("code").ShouldBe("merge.other-requester");
        (await door.Agent.Get(source)).Text("state").ShouldBe("new");
        (await Merge(source, target, true)).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"{target}/participants")).Items.Select(p => (string)p["email"]!).ShouldBe([one]);
        await door.Agent.DeleteFresh(source, "/merge");
        (await door.Agent.Get($"{target}/participants")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_begins_a_ticket_of_its_own_that_both_sides_know_of()
    {
        var email = Calls.NewAddress();
        var ticket = $"/tickets/{(await door.Agent.CreateTicket(email)).Id}";
        var said = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "And the invoice is wrong", author = "customer" });
        var split = await door.Agent.Post($"{ticket}/splits", new { messageId = said.Id, subject = "Invoice" });
        (split.Status, split.Text("subject"), (string)split.Body["requester"]!["email"]!).ShouldBe((HttpStatusCode.Created, "Invoice", email));
        (await door.Agent.Get($"/tickets/{split.Id}/messages")).Items.Select(m => ((string)m["authorKind"]!, (string)m["body"]!)).ShouldBe([("customer", "And the invoice is wrong")]);
        (await door.Agent.Get($"{ticket}/messages")).Items.Count.ShouldBe(2);
        ((string)(await door.Agent.Get($"{ticket}/links")).Items[0]["kind"]!, (string)(await door.Agent.Get($"/tickets/{split.Id}/links")).Items[0]["kind"]!).ShouldBe(("split-into", "split-from"));
        (await door.Agent.Post($"{ticket}/splits", new { messageId = Guid.NewGuid() })).Text("code").ShouldBe("message.unknown");
        (await door.Stranger.Post($"{ticket}/splits", new { messageId = said.Id })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Answer> Merge(string source, string target, bool informRequester = false) =>
        door.Agent.PutFresh(source, "/merge", new { intoTicketId = target["/tickets/".Length..], informRequester });
}
