using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What machines write: noted where it belongs, never a ticket, never answered.</summary>
[Collection(DoorCollection.Name)]
public sealed class AutomaticMailTests(TicketingStack door)
{
    [Fact]
    public async Task An_out_of_office_note_stays_on_its_ticket_and_opens_nothing()
    {
        var (email, answer) = await Answered();
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        var note = SomeMail.From(email, "Automatic reply", "I am on holiday.", inReplyTo: $"<{answer}@customerops>", automatic: AutomaticKind.AutoReply);
        await door.Mail(note);
        var after = await door.TicketOf(email);
        after.Text("state").ShouldBe("solved");
        var (visibility, author, body) = after.Messages()[^1];
        (visibility, author).ShouldBe(("internal", "system"));
        body.ShouldContain("I am on holiday.");
    }

    [Fact]
    public async Task A_bounce_of_our_answer_is_noted_with_whom_it_did_not_reach()
    {
        var (email, answer) = await Answered();
        await door.Mail(SomeMail.From("MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender", "I'm sorry", automatic: AutomaticKind.Bounce, bounce: new MailBounce($"<{answer}@customerops>", email, "5.1.1", "failed")));
        var (visibility, author, body) = (await door.TicketOf(email)).Messages()[^1];
        (visibility, author).ShouldBe(("internal", "system"));
        body.ShouldStartWith($"A mail to {email} was not delivered (5.1.1)");
        (await door.Agent.Get("/customers?email=mailer-daemon@mx.example")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_our_server_refused_is_noted_too()
    {
        var (email, answer) = await Answered();
        await door.Tell(new MailFailed(answer, "smtp-permanent-550"));
        await door.Eventually(async () => (await door.TicketOf(email)).Messages()[^1].Body == $"The answer to {email} could not be delivered: smtp-permanent-550", "the note");
    }

    [Theory]
    [InlineData(AutomaticKind.AutoReply)]
    [InlineData(AutomaticKind.Bounce)]
    [InlineData(AutomaticKind.List)]
    [InlineData(AutomaticKind.Loop)]
    public async Task To_nothing_we_know_it_is_set_aside_whole_and_nobody_is_answered(AutomaticKind kind)
    {
        var mail = SomeMail.From(Calls.NewAddress(), "Delivery status", "whatever it says", automatic: kind, bounce: kind == AutomaticKind.Bounce ? new MailBounce("<unknown@example.com>", null, null, null) : null);
        await door.Mail(mail);
        (await door.Scalar<string>($"select set_aside || ': ' || body from mails where id = '{mail.MailId}' and ticket_id is null")).ShouldBe("no-ticket: whatever it says");
        (await door.Agent.Get($"/tickets?requester={mail.From!.Email}")).Items.ShouldBeEmpty();
        (await door.Agent.Get($"/customers?email={mail.From.Email}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Our_own_answer_that_comes_back_is_noted_and_opens_nothing()
    {
        var (email, answer) = await Answered();
        await door.Mail(SomeMail.From("forwarder@example.com", text: "We look into it.", messageId: $"<{answer}@customerops>"));
        var (visibility, author, body) = (await door.TicketOf(email)).Messages()[^1];
        (visibility, author).ShouldBe(("internal", "system"));
        body.ShouldStartWith("A mail of ours came back");
        (await door.Agent.Get("/tickets?requester=forwarder@example.com")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_closed_ticket_it_changes_nothing()
    {
        var (email, answer) = await Answered();
        var before = await door.TicketOf(email);
        await door.Execute($"update tickets set state = 'closed' where id = '{before.Id}'");
        var mail = SomeMail.From(email, inReplyTo: $"<{answer}@customerops>", automatic: AutomaticKind.AutoReply);
        await door.Mail(mail);
        (await door.TicketOf(email)).Messages().Count.ShouldBe(before.Messages().Count);
        (await door.Scalar<string>($"select set_aside from mails where id = '{mail.MailId}'")).ShouldBe("ticket-closed");
    }

    [Fact]
    public async Task An_answer_does_not_refer_to_what_machines_wrote()
    {
        var (email, answer) = await Answered();
        var machine = SomeMail.From(email, inReplyTo: $"<{answer}@customerops>", automatic: AutomaticKind.AutoReply);
        await door.Mail(machine);
        var said = await door.Agent.Post($"/tickets/{(await door.TicketOf(email)).Id}/messages", new { visibility = "public", body = "Are you back?" });
        (await door.Hear("mail.mail-to-send.v1", said.Id))["headers"]!.ToJsonString().ShouldNotContain(machine.MessageId!.Trim('<', '>'));
    }

    /// <summary>A customer who wrote, and the id of our answer.</summary>
    private async Task<(string Email, Guid Answer)> Answered()
    {
        var email = Calls.NewAddress();
        await door.Mail(SomeMail.From(email));
        var said = await door.Agent.Post($"/tickets/{(await door.TicketOf(email)).Id}/messages", new { visibility = "public", body = "We look into it." });
        await door.Hear("mail.mail-to-send.v1", said.Id);
        return (email, said.Id);
    }
}
