using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class MentionTests(TicketingStack door)
{
    [Fact]
    public async Task Who_is_named_is_told_once_and_sees_it_until_it_is_seen()
    {
        var ticket = await door.Agent.CreateTicket();
        var me = (Guid)(await door.Agent.Post($"/tickets/{ticket.Id}/messages", new { visibility = "internal", body = "who am I" })).Body["authorId"]!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Agnes Key", "key@nordlys.example", "da", ["agent"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}'") == 1, "the person is known");
        var note = await door.Manager.Post($"/tickets/{ticket.Id}/messages", new { visibility = "internal", body = "@Agnes, please look", mentions = new[] { me, door.Person, me } });
        note.Status.ShouldBe(HttpStatusCode.Created, note.Body.ToJsonString());
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.person-mentioned.v1", me).Count(m => (Guid)m["messageId"]! == note.Id) == 1), "the mention is told");

        var mention = (await door.Agent.Get("/mentions?unseen=true")).Items.Single(m => (Guid)m["messageId"]! == note.Id);
        ((string)mention["number"]!, (string)mention["mentionedByName"]!).ShouldBe((ticket.Text("number"), "manager"));
        (await door.Manager.Get("/mentions")).Items.ShouldNotContain(m => (Guid)m["messageId"]! == note.Id);
        (await door.Manager.Call(HttpMethod.Put, $"/mentions/{mention["id"]}/seen")).Status.ShouldBe(HttpStatusCode.NotFound);
        for (var i = 0; i < 2; i++) (await door.Agent.Call(HttpMethod.Put, $"/mentions/{mention["id"]}/seen")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get("/mentions?unseen=true")).Items.ShouldNotContain(m => (Guid)m["messageId"]! == note.Id);
        (await door.Agent.Get("/mentions?limit=1")).Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("public", "01a2013c-61c5-7262-bb71-2cdd6e3c0c88", "message.mention-public")]
    [InlineData("internal", "01a2013c-61c5-7262-bb71-2cdd6e3c0c88", "ticket.person-unknown")]
    public async Task In_notes_only_and_only_who_works_here(string visibility, string person, string code)
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var answer = await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility, body = "b", mentions = new[] { person } });
        (answer.Status, answer.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, code));
        (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Count.ShouldBe(1);
    }
}
