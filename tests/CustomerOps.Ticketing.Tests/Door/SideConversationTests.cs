using System.Net;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What is said beside the customer stays beside the customer.</summary>
[Collection(DoorCollection.Name)]
public sealed class SideConversationTests(TicketingStack door)
{
    private readonly string _customer = Calls.NewAddress(), _supplier = Calls.NewAddress(), _secret = $"secret{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task It_goes_out_by_mail_and_comes_back_to_itself_alone()
    {
        var (ticket, first) = await Mailed();
        var side = await Start(ticket, new { subject = "Is it in stock?", body = _secret, email = _supplier, name = "Supplier" });
        var ours = (await Said(side))[0];
        var mail = await door.Hear("mail.mail-to-send.v1", ours.Id);
        ((string)mail["to"]!["email"]!, (string)mail["subject"]!, (string)mail["text"]!, mail["headers"]!["References"]).ShouldBe((_supplier, "Is it in stock?", _secret, null));

        var answer = SomeMail.From(_supplier, "Re: Is it in stock?", $"On Monday {_secret}", inReplyTo: $"<{ours.Id}@customerops>");
        await door.Mail(answer);
        await door.Mail(SomeMail.From(_supplier, "Re: Is it in stock?", "One more thing", references: [$"<{ours.Id}@customerops>", answer.MessageId!]));
        (await Said(side)).Select(m => (m.Kind, m.Body)).ShouldBe([("staff", _secret), ("outside", $"On Monday {_secret}"), ("outside", "One more thing")]);
        (await door.Agent.Get($"/tickets?requester={_supplier}")).Items.ShouldBeEmpty();

        var thanks = await door.Agent.Post($"/side-conversations/{side}/messages", new { body = "Thank you" });
        var headers = (await door.Hear("mail.mail-to-send.v1", thanks.Id))["headers"]!;
        ((string)headers["References"]!).ShouldContain(answer.MessageId!);
        ((string)headers["References"]!).ShouldNotContain(first.MessageId!);

        // The customer's thread: theirs alone, in what they read, in what goes to them and in what is found.
        await door.Mail(SomeMail.From(_customer, text: "And?", inReplyTo: first.MessageId));
        var messages = (await door.TicketOf(_customer)).Messages();
        messages.Select(m => m.Body).ShouldBe([first.Text, "And?"]);
        var reply = await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "public", body = "Monday" });
        (await door.Hear("mail.mail-to-send.v1", reply.Id))["headers"]!.ToJsonString().ShouldNotContain($"{ours.Id}");
        (await door.Agent.Get($"/search?q={_secret}")).Items.ShouldBeEmpty();
        (await door.Agent.Get($"/customers/{(await door.Agent.Get($"/tickets/{ticket}")).Body["requester"]!["id"]}/timeline")).Body.ToJsonString().ShouldNotContain("stock");
        using var customer = await door.SignedIn("nordlys", _customer);
        (await customer.GetStringAsync($"/api/v1/my-tickets/{ticket}/messages")).ShouldNotContain(_secret);
    }

    [Fact]
    public async Task Machines_and_what_comes_back_are_noted_there()
    {
        var (ticket, _) = await Mailed();
        var side = await Start(ticket, new { subject = "Question", body = "Are you there?", email = _supplier });
        var ours = $"<{(await Said(side))[0].Id}@customerops>";
        await door.Mail(SomeMail.From(_supplier, "Out of office", "Away until Monday", inReplyTo: ours, automatic: AutomaticKind.AutoReply));
        await door.Mail(SomeMail.From(_supplier, "Question", "Are you there?", messageId: ours));
        await door.Tell(new MailFailed((await Said(side))[0].Id, "no such mailbox"));
        await door.Eventually(async () => (await Said(side)).Count == 3, "the failure is noted");
        (await Said(side)).Skip(1).Select(m => m.Kind).ShouldBe(["system", "system"]);
        (await door.TicketOf(_customer)).Messages().Count.ShouldBe(1);
        (await door.Agent.Get($"/tickets?requester={_supplier}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_invited_sees_the_conversation_and_nothing_of_the_ticket()
    {
        using var colleague = door.Stack.Client("nordlys", "colleague");
        await using var identity = door.Stack.Database("identity");
        await using var command = identity.CreateCommand($"select id from api_keys where tenant_id = '{door.Stack.Organisation("nordlys")}' and 'colleague' = any(roles)");
        var me = (Guid)(await command.ExecuteScalarAsync())!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Willy Warehouse", "willy@nordlys.example", "da", ["colleague"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}'") == 1, "the colleague is known");
        var ticket = (await door.Agent.CreateTicket()).Id;
        var (theirs, others) = (await Start(ticket, new { subject = "Find it", body = "Please look", people = new[] { me } }), await Start(ticket, new { subject = "Not for them", body = _secret, queue = "seniors" }));

        var seen = await colleague.Get($"/side-conversations/{theirs}");
        (seen.Text("subject"), seen.Body["ticketId"]).ShouldBe(("Find it", null));
        (await colleague.Get("/side-conversations")).Items.Select(s => (Guid)s["id"]!).ShouldBe([theirs]);
        (await colleague.Post($"/side-conversations/{theirs}/messages", new { body = "Found it" })).Status.ShouldBe(HttpStatusCode.Created);
        (await Said(theirs)).Select(m => m.Body).ShouldBe(["Please look", "Found it"]);
        foreach (var path in (string[])["", "/messages"]) (await colleague.Get($"/side-conversations/{others}{path}")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["/tickets", $"/tickets/{ticket}", $"/tickets/{ticket}/messages", $"/tickets/{ticket}/side-conversations", "/customers", "/search?q=a", "/tasks", "/views"])
            (await colleague.Get(path)).Status.ShouldBe(HttpStatusCode.Forbidden, path);

        (await door.Agent.PutFresh($"/side-conversations/{theirs}", "/people", new { people = Array.Empty<Guid>() })).Status.ShouldBe(HttpStatusCode.OK);
        (await colleague.Get($"/side-conversations/{theirs}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/side-conversations/{theirs}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ended_it_takes_no_word_of_ours_and_a_word_from_outside_opens_it()
    {
        var (ticket, _) = await Mailed();
        var side = await Start(ticket, new { subject = "Question", body = "Well?", email = _supplier });
        (await door.Agent.PutFresh($"/side-conversations/{side}", "/end", new { })).Body["ended"]!.GetValue<bool>().ShouldBeTrue();
        (await door.Agent.Post($"/side-conversations/{side}/messages", new { body = "More" })).Text("code").ShouldBe("side-conversation.ended");
        await door.Mail(SomeMail.From(_supplier, "Re: Question", "Yes", inReplyTo: $"<{(await Said(side))[0].Id}@customerops>"));
        (await door.Agent.Get($"/side-conversations/{side}")).Body["ended"]!.GetValue<bool>().ShouldBeFalse();
        (await door.Agent.Get($"/tickets/{ticket}/side-conversations")).Items.Count.ShouldBe(1);
        (await door.Agent.Get($"/tickets/{Guid.NewGuid()}/side-conversations")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"subject":"s","body":"b"}""", 422, "side-conversation.whom")]
    [InlineData("""{"subject":"s","body":"b","queue":"seniors","email":"a@example.com"}""", 422, "side-conversation.whom")]
    [InlineData("""{"subject":"s","body":"b","queue":"kitchen"}""", 422, "ticket.queue-unknown")]
    [InlineData("""{"subject":"s","body":"b","email":"nobody"}""", 400, "request.invalid")]
    [InlineData("""{"subject":"s","body":"b","email":"CUSTOMER"}""", 422, "side-conversation.customer")]
    [InlineData("""{"subject":"s","body":"b","email":"a@example.com"}""", 409, "side-conversation.no-mailbox")]
    [InlineData("""{"subject":"s","body":"b","people":["01a2013c-61c5-7262-bb71-2cdd6e3c0c88"]}""", 422, "ticket.person-unknown")]
    [InlineData("""{"subject":" ","body":"b","queue":"seniors"}""", 400, "request.invalid")]
    public async Task One_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var ticket = (await door.Agent.CreateTicket(_customer)).Id;
        var answer = await door.Agent.Post($"/tickets/{ticket}/side-conversations", body.Replace("CUSTOMER", _customer.ToUpperInvariant(), StringComparison.Ordinal));
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    private async Task<(Guid Ticket, MailReceived First)> Mailed()
    {
        var first = SomeMail.From(_customer);
        await door.Mail(first);
        return ((await door.TicketOf(_customer)).Id, first);
    }

    private async Task<Guid> Start(Guid ticket, object request)
    {
        var started = await door.Agent.Post($"/tickets/{ticket}/side-conversations", request);
        started.Status.ShouldBe(HttpStatusCode.Created, started.Body.ToJsonString());
        return started.Id;
    }

    private async Task<List<(Guid Id, string Kind, string Body)>> Said(Guid side) =>
        [.. (await door.Agent.Get($"/side-conversations/{side}/messages")).Items.Select(m => ((Guid)m["id"]!, (string)m["authorKind"]!, (string)m["body"]!))];
}
