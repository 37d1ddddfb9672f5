using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What everybody who serves a customer has to know: read before it is answered, until it holds no more.</summary>
[Collection(DoorCollection.Name)]
public sealed class HandlingNoteTests(TicketingStack door)
{
    [Fact]
    public async Task Who_has_not_read_what_must_be_read_answers_nothing()
    {
        var (ticket, customer) = await Ticket();
        var note = await door.Manager.Post($"/customers/{customer}/handling-notes", new { text = "Hard of hearing: do not call", mustAcknowledge = true });
        (note.Status, (bool)note.Body["acknowledgedByMe"]!).ShouldBe((HttpStatusCode.Created, true));
        var refused = await Reply(ticket);
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "handling-note.unread"));
        refused.Text("detail").ShouldContain("Hard of hearing");
        (await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = "Careful" })).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "public", author = "customer", body = "Hello?" })).Status.ShouldBe(HttpStatusCode.Created);

        (await door.Agent.Get($"/tickets/{ticket}/handling-notes")).Items.Select(n => (bool)n["acknowledgedByMe"]!).ShouldBe([false]);
        var read = await door.Agent.Call(HttpMethod.Put, $"/handling-notes/{note.Id}/acknowledgement");
        read.ETag.ShouldBe(note.ETag);
        read.Body["acknowledgedBy"]!.AsArray().Select(r => (string)r!["name"]!).ShouldBe(["manager", "agent"]);
        (await door.Agent.Call(HttpMethod.Put, $"/handling-notes/{note.Id}/acknowledgement")).Body["acknowledgedBy"]!.AsArray().Count.ShouldBe(2);
        (await Reply(ticket)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task New_words_are_read_anew_and_what_has_expired_or_was_removed_asks_nobody()
    {
        var (ticket, customer) = await Ticket();
        var note = await door.Agent.Post($"/customers/{customer}/handling-notes", new { text = "Angry about the delay", mustAcknowledge = true });
        (await Reply(ticket)).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Manager.PutFresh($"/handling-notes/{note.Id}", "", new { text = "Angry about the delay; offer a voucher", mustAcknowledge = true })).Body["acknowledgedBy"]!.AsArray().Count.ShouldBe(1);
        (await Reply(ticket)).Text("code").ShouldBe("handling-note.unread");

        await door.Execute($"update handling_notes set expires_at = now() - interval '1 second' where id = '{note.Id}'");
        (await Reply(ticket)).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Get($"/tickets/{ticket}/handling-notes")).Items.ShouldBeEmpty();
        (await door.Agent.Get($"/customers/{customer}/handling-notes")).Items.ShouldBeEmpty();
        ((bool)(await door.Agent.Get($"/customers/{customer}/handling-notes?expired=true")).Items.ShouldHaveSingleItem()["expired"]!).ShouldBeTrue();

        var other = await door.Manager.Post($"/customers/{customer}/handling-notes", new { text = "VIP", mustAcknowledge = true });
        (await door.Manager.Call(HttpMethod.Delete, $"/handling-notes/{other.Id}", null, "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Call(HttpMethod.Delete, $"/handling-notes/{other.Id}", null, other.ETag)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Reply(ticket)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Wrong_notes_are_refused_and_other_organisations_see_none()
    {
        var (ticket, customer) = await Ticket();
        (await door.Agent.Post($"/customers/{customer}/handling-notes", new { text = "x", expiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) })).Text("code").ShouldBe("handling-note.past");
        (await door.Agent.Post($"/customers/{Guid.NewGuid()}/handling-notes", new { text = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        var note = await door.Agent.Post($"/customers/{customer}/handling-notes", new { text = "x" });
        foreach (var path in (string[])[$"/handling-notes/{note.Id}", $"/customers/{customer}/handling-notes", $"/tickets/{ticket}/handling-notes"])
            (await door.Stranger.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Call(HttpMethod.Put, $"/handling-notes/{note.Id}/acknowledgement")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Guid Ticket, Guid Customer)> Ticket()
    {
        var ticket = await door.Agent.CreateTicket();
        return (ticket.Id, (Guid)ticket.Body["requester"]!["id"]!);
    }

    private Task<Answer> Reply(Guid ticket) => door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "public", body = "Dear customer" });
}
