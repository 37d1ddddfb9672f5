using System.Net;
using CustomerOps.Contracts.Mail;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>More than one person sees a ticket, and nobody sees what is between staff.</summary>
[Collection(DoorCollection.Name)]
public sealed class ParticipantTests(TicketingStack door)
{
    [Fact]
    public async Task A_participant_gets_every_public_reply_once_never_a_note_and_their_answer_comes_back()
    {
        var (email, other) = (Calls.NewAddress(), Calls.NewAddress());
        await door.Mail(SomeMail.From(email));
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        var added = await door.Agent.Post($"{ticket}/participants", new { email = other.ToUpperInvariant(), name = "Per" });
        (added.Status, added.Text("email")).ShouldBe((HttpStatusCode.Created, other));
        (await door.Agent.Post($"{ticket}/participants", new { email = other })).Id.ShouldBe(added.Id);
        await door.Agent.Post($"{ticket}/messages", new { visibility = "internal", body = "secret of the house" });
        var said = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "We look into it" });
        await door.Hear("mail.mail-to-send.v1", said.Id);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from mails where direction = 'out' and correspondent = '{other}'") == 1, "the participant's mail");
        (await door.Scalar<long>($"select count(*) from mails m join tickets t on t.id = m.ticket_id where t.id = '{ticket["/tickets/".Length..]}' and m.direction = 'out'")).ShouldBe(2);
        var mailId = await door.Scalar<Guid>($"select id from mails where direction = 'out' and correspondent = '{other}'");
        ((string)(await door.Hear("mail.mail-to-send.v1", mailId))["text"]!).ShouldBe("We look into it");

        await door.Mail(SomeMail.From(other, "Re: x", "I am the neighbour", inReplyTo: $"<{mailId}@customerops>"));
        (await door.TicketOf(email)).Messages()[^1].ShouldBe(("public", "customer", "I am the neighbour"));
        using var portal = await door.SignedIn("nordlys", other);
        var seen = await portal.Get($"/my-{ticket[1..]}/messages");
        seen.Items.Select(m => (string)m["body"]!).ShouldNotContain("secret of the house");
        seen.Items.Count.ShouldBe(3);
        (await portal.Get($"/my-{ticket[1..]}/participants")).Items.Select(p => (string)p["email"]!).ShouldBe([other]);

        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/participants/{added.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await portal.Get($"/my-{ticket[1..]}/messages")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whom_the_requester_copies_in_takes_part_and_whom_others_copy_in_does_not()
    {
        var (email, copied, third) = (Calls.NewAddress(), Calls.NewAddress(), Calls.NewAddress());
        var first = SomeMail.From(email) with { Cc = [new MailAddress(copied, "Per"), new MailAddress(SomeMail.Mailbox, null), new MailAddress("not an address", null)] };
        await door.Mail(first);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        await door.Mail(SomeMail.From(copied, inReplyTo: first.MessageId) with { Cc = [new MailAddress(third, null)] });
        (await door.Agent.Get($"{ticket}/participants")).Items.Select(p => (string)p["email"]!).ShouldBe([copied]);
    }

    [Fact]
    public async Task Forty_eight_take_part_also_when_fifty_come_at_once_and_the_requester_is_none_of_them()
    {
        var email = Calls.NewAddress();
        var id = (await door.Agent.CreateTicket(email)).Id;
        var ticket = $"/tickets/{id}";
        (await door.Agent.Post($"{ticket}/participants", new { email })).Text("code").ShouldBe("participant.requester");
        (await door.Agent.Post($"{ticket}/participants", new { email = "nobody" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        await door.Execute($"insert into participants (tenant_id, id, ticket_id, email, added_at) select '{door.Stack.Organisation("nordlys")}', gen_random_uuid(), '{id}', 'p' || n || '@example.com', now() from generate_series(1, 46) n");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => door.Agent.Post($"{ticket}/participants", new { email = Calls.NewAddress() })));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(2);
        (await door.Agent.Get($"{ticket}/participants")).Items.Count.ShouldBe(48);
        (await door.Agent.Post($"{ticket}/participants", new { email = Calls.NewAddress() })).Text("code").ShouldBe("participant.too-many");
        (await door.Stranger.Get($"{ticket}/participants")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Post($"{ticket}/participants", new { email = Calls.NewAddress() })).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
