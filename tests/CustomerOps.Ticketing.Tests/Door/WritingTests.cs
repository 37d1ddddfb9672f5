using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Writing an answer: who else is there, what the customer wrote meanwhile, drafts, and taking it back.</summary>
[Collection(DoorCollection.Name)]
public sealed class WritingTests(TicketingStack door)
{
    [Fact]
    public async Task Who_has_it_open_is_seen_by_others_until_half_a_minute_after_they_said_so_last()
    {
        var id = (await door.Agent.CreateTicket()).Id;
        var ticket = $"/tickets/{id}";
        await door.Agent.Call(HttpMethod.Put, $"{ticket}/presence", new { activity = "viewing" });
        var seen = await door.Manager.Call(HttpMethod.Put, $"{ticket}/presence", new { activity = "editing" });
        seen.Items.Select(p => ((string)p["name"]!, (string)p["activity"]!)).ShouldBe([("agent", "viewing"), ("manager", "editing")], ignoreOrder: true);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await door.Agent.Call(HttpMethod.Put, $"{ticket}/presence", new { activity = "editing" })).Status.ShouldBe(HttpStatusCode.OK)));
        (await door.Agent.Get($"{ticket}?include=presence")).Body["presence"]!.AsArray().Count.ShouldBe(2);
        (await door.Agent.Get(ticket)).ETag.ShouldBe("\"1\"");

        (await door.Manager.Call(HttpMethod.Delete, $"{ticket}/presence")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"{ticket}/presence")).Items.Count.ShouldBe(1);
        await door.Execute($"update presences set seen_at = now() - interval '31 seconds' where ticket_id = '{id}'");
        (await door.Agent.Get($"{ticket}/presence")).Items.ShouldBeEmpty();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete])
            (await door.Stranger.Call(method, $"{ticket}/presence", method == HttpMethod.Put ? new { activity = "viewing" } : null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_answers_what_they_have_not_read()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var read = (Guid)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["id"]!;
        var news = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "It has come!", author = "customer" });
        var guarded = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "We search for it", lastMessageId = read });
        (guarded.Status, guarded.Text("code"), guarded.Http.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.PreconditionFailed, "message.customer-wrote", "application/problem+json"));
        ((Guid)guarded.Body["newMessages"]![0]!["id"]!, (string)guarded.Body["newMessages"]![0]!["body"]!).ShouldBe((news.Id, "It has come!"));
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Good!", lastMessageId = news.Id })).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "x", lastMessageId = Guid.NewGuid() })).Text("code").ShouldBe("message.unknown");
    }

    [Fact]
    public async Task Of_a_reply_and_a_customers_word_at_the_same_moment_the_reply_has_seen_it_or_is_guarded()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var read = (Guid)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["id"]!;
        for (var round = 0; round < 5; round++)
        {
            var both = await Task.WhenAll(
                door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "customer", author = "customer" }),
                door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "staff", lastMessageId = read }));
            var said = (await door.Agent.Get($"{ticket}/messages")).Items;
            if (both[1].Status == HttpStatusCode.Created) said.ToList().FindIndex(m => (Guid)m["id"]! == both[1].Id).ShouldBeLessThan(said.ToList().FindIndex(m => (Guid)m["id"]! == both[0].Id));
            else both[1].Status.ShouldBe(HttpStatusCode.PreconditionFailed);
            read = (Guid)said[^1]["id"]!;
        }
    }

    [Fact]
    public async Task A_draft_is_its_authors_until_it_is_shared_and_goes_when_it_is_said()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await door.Agent.Get($"{ticket}/draft")).Status.ShouldBe(HttpStatusCode.NotFound);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => (await door.Agent.Call(HttpMethod.Put, $"{ticket}/draft", new { visibility = "public", body = $"Dear Anna {i}" })).Status.ShouldBe(HttpStatusCode.OK)));
        await door.Agent.Call(HttpMethod.Put, $"{ticket}/draft", new { visibility = "public", body = "Dear Anna" });
        (await door.Agent.Get($"{ticket}/draft")).Text("body").ShouldBe("Dear Anna");
        (await door.Manager.Get($"{ticket}/drafts")).Items.ShouldBeEmpty();
        await door.Agent.Call(HttpMethod.Put, $"{ticket}/draft", new { visibility = "public", body = "Dear Anna,", shared = true });
        (await door.Manager.Get($"{ticket}/drafts")).Items.Select(d => ((string)d["authorName"]!, (string)d["body"]!)).ShouldBe([("agent", "Dear Anna,")]);
        (await door.Stranger.Get($"{ticket}/drafts")).Status.ShouldBe(HttpStatusCode.NotFound);
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Dear Anna, it comes" });
        (await door.Agent.Get($"{ticket}/drafts")).Items.ShouldBeEmpty();
        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/draft")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_reply_leaves_after_its_seconds_once_although_two_replicas_watch_and_can_be_taken_back_before()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var kept = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "kept", delaySeconds = 2 });
        var taken = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "taken back", delaySeconds = 60 });
        (kept.Status, taken.Status).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        (await door.Agent.Get($"{ticket}/scheduled-messages")).Items.Count.ShouldBe(2);
        using var other = door.Stack.Client("nordlys", "senior");
        (await other.Call(HttpMethod.Delete, $"{ticket}/scheduled-messages/{taken.Id}")).Text("code").ShouldBe("message.not-yours");
        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/scheduled-messages/{taken.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"{ticket}/messages")).Items.Count.ShouldBe(1);

        var (replica, _) = await door.Stack.StartReplica("ticketing");
        await door.Eventually(async () => (await door.Agent.Get($"{ticket}/messages")).Items.Count == 2, "it leaves");
        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/scheduled-messages/{kept.Id}")).Text("code").ShouldBe("message.sent");
        await door.Execute($"update due_messages set due_at = now() where name = 'send-scheduled' and body::jsonb ->> 'scheduledId' = '{taken.Id}'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where body::jsonb ->> 'scheduledId' = '{taken.Id}'") == 0, "the look came");
        (await door.Agent.Get($"{ticket}/messages")).Items.Skip(1).Select(m => ((string)m["body"]!, (string)m["authorName"]!)).ShouldBe([("kept", "agent")]);
        await door.Stack.Kill(replica);
    }

    [Fact]
    public async Task What_the_customer_wrote_meanwhile_turns_a_planned_reply_into_a_draft_again()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var read = (Guid)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["id"]!;
        var planned = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Any news?", sendAt = DateTimeOffset.UtcNow.AddDays(2), lastMessageId = read });
        planned.Status.ShouldBe(HttpStatusCode.Accepted, planned.Body.ToJsonString());
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "It has come", author = "customer" });
        await door.Execute($"update due_messages set due_at = now() where name = 'send-scheduled' and body::jsonb ->> 'scheduledId' = '{planned.Id}'");
        await door.Eventually(async () => (await door.Agent.Get($"{ticket}/drafts")).Items.Count == 1, "it is a draft");
        (await door.Agent.Get($"{ticket}/draft")).Text("body").ShouldBe("Any news?");
        (await door.Agent.Get($"{ticket}/messages")).Items.Select(m => (string)m["visibility"]!).ShouldBe(["public", "public", "internal"]);
        (await door.Agent.Get($"{ticket}/scheduled-messages")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"visibility":"public","body":"b","delaySeconds":61}""", 400)]
    [InlineData("""{"visibility":"public","body":"b","delaySeconds":-1}""", 400)]
    [InlineData("""{"visibility":"internal","body":"b","delaySeconds":5}""", 422)]
    [InlineData("""{"visibility":"public","body":"b","author":"customer","delaySeconds":5}""", 422)]
    [InlineData("""{"visibility":"public","body":"b","sendAt":"2020-01-01T00:00:00Z"}""", 422)]
    [InlineData("""{"visibility":"public","body":"b","sendAt":"2120-01-01T00:00:00Z"}""", 422)]
    [InlineData("""{"visibility":"public","body":"b","delaySeconds":5,"sendAt":"2120-01-01T00:00:00Z"}""", 422)]
    public async Task A_time_that_makes_no_sense_is_refused(string body, int status)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        ((int)(await door.Agent.Post($"{ticket}/messages", body)).Status).ShouldBe(status);
        (await door.Agent.Get($"{ticket}/messages")).Items.Count.ShouldBe(1);
        (await door.Agent.Get($"{ticket}/scheduled-messages")).Items.ShouldBeEmpty();
    }
}
