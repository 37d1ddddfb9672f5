using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What people write.</summary>
[Collection(DoorCollection.Name)]
public sealed class MailTests(TicketingStack door)
{
    [Fact]
    public async Task A_mail_nobody_knows_becomes_a_ticket_in_its_language()
    {
        var email = Calls.NewAddress();
        await door.Mail(SomeMail.From(email.ToUpperInvariant(), "Pakken er ikke kommet", "Hei, hvor er pakken min? Jeg har ventet i to uker nå.") with { Attachments = [new MailAttachment("kvittering.pdf", "application/pdf", 4711)] });
        var ticket = await door.TicketOf(email);
        (ticket.Text("channel"), ticket.Text("state"), ticket.Text("language"), ticket.Text("subject")).ShouldBe(("email", "new", "nb", "Pakken er ikke kommet"));
        ((string)ticket.Body["requester"]!["name"]!).ShouldBe("Anna Sender");
        var (visibility, author, body) = ticket.Messages().Single();
        (visibility, author).ShouldBe(("public", "customer"));
        body.ShouldEndWith("Attached: kvittering.pdf (4711 bytes)");
    }

    [Fact]
    public async Task However_often_it_comes_it_is_one_message()
    {
        var (email, mail) = (Calls.NewAddress(), SomeMail.From(Calls.NewAddress()));
        mail = mail with { From = new MailAddress(email, null) };
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => door.Tell(mail, i < 3 ? mail.MailId : Guid.NewGuid())));
        await door.Mail(SomeMail.From(email, "A second one"));
        await door.Eventually(async () => (await door.Agent.Get($"/tickets?requester={email}")).Items.Count == 2, "both mails");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from inbox where consumer = 'TakeMail' and message_id = '{mail.MailId}'") == 1);
        await Task.Delay(500);
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(2);
        (await door.Scalar<long>($"select count(*) from mails where message_id = '{mail.MessageId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_mails_at_once_from_a_newcomer_are_one_customer_and_none_is_lost()
    {
        var email = Calls.NewAddress();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => door.Mail(SomeMail.From(email, $"Question {i}"))));
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(8);
        (await door.Agent.Get($"/customers?email={email}")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_goes_out_in_the_thread_and_the_reply_comes_back_to_it()
    {
        var email = Calls.NewAddress();
        var first = SomeMail.From(email, "Re: Lamp is broken");
        await door.Mail(first);
        var ticket = await door.TicketOf(email);
        var said = await door.Agent.Post($"/tickets/{ticket.Id}/messages", new { visibility = "public", body = "We send a new one." });
        var order = await door.Hear("mail.mail-to-send.v1", said.Id);
        ((string)order["to"]!["email"]!, (string)order["from"]!["email"]!, (string)order["from"]!["name"]!).ShouldBe((email, SomeMail.Mailbox, "Nordlys"));
        ((string)order["subject"]!, (string)order["text"]!).ShouldBe(($"Re: Lamp is broken [#{ticket.Text("number")}]", "We send a new one."));
        ((string)order["headers"]!["In-Reply-To"]!, (string)order["headers"]!["References"]!, (string)order["headers"]!["Auto-Submitted"]!).ShouldBe((first.MessageId, first.MessageId, "no"));

        var ours = $"<{said.Id}@customerops>";
        var reply = SomeMail.From(email, "another subject", "Thank you!", inReplyTo: ours);
        await door.Mail(reply);
        (await door.TicketOf(email)).Messages().Select(m => m.Body).ShouldBe([first.Text, "We send a new one.", "Thank you!"]);
        // Its program cut the references off; the nearest one is enough.
        await door.Mail(SomeMail.From(email, text: "One thing more", references: ["<gone@nowhere.example>", ours, "<also@nowhere.example>"]));
        var again = await door.Agent.Post($"/tickets/{ticket.Id}/messages", new { visibility = "public", body = "Yes?" });
        var headers = (await door.Hear("mail.mail-to-send.v1", again.Id))["headers"]!;
        ((string)headers["References"]!).Split(' ')[..3].ShouldBe([first.MessageId!, ours, reply.MessageId!]);
    }

    [Fact]
    public async Task Notes_and_tickets_without_a_mailbox_or_of_another_channel_send_nothing()
    {
        var (mailed, email) = (Calls.NewAddress(), Calls.NewAddress());
        await door.Mail(SomeMail.From(mailed));
        var note = await door.Agent.Post($"/tickets/{(await door.TicketOf(mailed)).Id}/messages", new { visibility = "internal", body = "secret of the house" });
        var logged = await door.Agent.Post($"/tickets/{(await door.TicketOf(mailed)).Id}/messages", new { visibility = "public", body = "said on the phone", author = "customer" });
        var byPhone = await door.Agent.Post($"/tickets/{(await door.Agent.CreateTicket(email, "phone")).Id}/messages", new { visibility = "public", body = "hello" });
        var boxless = await door.Agent.Post($"/tickets/{(await door.Agent.CreateTicket(email)).Id}/messages", new { visibility = "public", body = "hello" });
        var last = await door.Agent.Post($"/tickets/{(await door.TicketOf(mailed)).Id}/messages", new { visibility = "public", body = "this goes" });
        await door.Hear("mail.mail-to-send.v1", last.Id);
        await door.Eventually(async () => await door.Scalar<long>("select count(*) from inbox where consumer = 'AnswerByMail'") >= 5, "all were looked at");
        foreach (var message in (Answer[])[note, logged, byPhone, boxless])
        {
            message.Status.ShouldBe(System.Net.HttpStatusCode.Created);
            (await door.Scalar<long>($"select count(*) from mails where id = '{message.Id}'")).ShouldBe(0);
            door.Heard("mail.mail-to-send.v1", message.Id).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_number_in_the_subject_counts_only_for_who_takes_part()
    {
        var (email, stranger) = (Calls.NewAddress(), Calls.NewAddress());
        var ticket = await door.Agent.CreateTicket(email);
        var subject = $"About [#{ticket.Text("number")}]";
        await door.Mail(SomeMail.From(email, subject, "It is me"));
        await door.Mail(SomeMail.From(stranger, subject, "Send it to me instead"));
        (await door.TicketOf(email)).Messages().Count.ShouldBe(2);
        (await door.TicketOf(stranger)).Messages().Single().Body.ShouldBe("Send it to me instead");
    }

    [Fact]
    public async Task What_one_organisation_wrote_is_nothing_to_another()
    {
        var (email, first) = (Calls.NewAddress(), SomeMail.From(Calls.NewAddress()));
        await door.Mail(first);
        await door.Mail(SomeMail.From(email, inReplyTo: first.MessageId), "aurora");
        (await door.Stranger.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(1);
        (await door.TicketOf(first.From!.Email)).Messages().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_solved_ticket_opens_and_a_closed_one_goes_on_in_one_new_one()
    {
        var email = Calls.NewAddress();
        var first = SomeMail.From(email);
        await door.Mail(first);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        await door.Mail(SomeMail.From(email, text: "No", inReplyTo: first.MessageId));
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("open");

        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done now" });
        await door.Execute($"update tickets set state = 'closed' where id = '{ticket["/tickets/".Length..]}'");
        foreach (var text in (string[])["Broken again", "And still is"]) await door.Mail(SomeMail.From(email, text: text, inReplyTo: first.MessageId));
        var tickets = (await door.Agent.Get($"/tickets?requester={email}")).Items;
        tickets.Count.ShouldBe(2);
        ((string)tickets[0]["followsTicketId"]!).ShouldBe(ticket["/tickets/".Length..]);
        (await door.Agent.Get($"/tickets/{tickets[0]["id"]}/messages")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_mail_without_a_sender_or_words_is_somebodys_all_the_same()
    {
        var mail = SomeMail.From(null, "", "");
        await door.Mail(mail);
        var id = await door.Scalar<Guid>($"select ticket_id from mails where id = '{mail.MailId}'");
        var ticket = await door.Agent.Get($"/tickets/{id}?include=messages");
        (ticket.Text("subject"), (string)ticket.Body["requester"]!["name"]!, ticket.Messages().Single().Body).ShouldBe(("(no subject)", "Unknown sender", "(The mail has no text.)"));
    }

    [Fact]
    public async Task One_that_breaks_the_contract_waits_whole_and_the_next_is_taken()
    {
        var (wrong, good) = (SomeMail.From(Calls.NewAddress(), text: new string('x', 100_001)), SomeMail.From(Calls.NewAddress()));
        await door.Tell(wrong, wrong.MailId);
        await door.Mail(good);
        (await door.Scalar<long>($"select count(*) from mails where id = '{wrong.MailId}'")).ShouldBe(0);
    }
}
