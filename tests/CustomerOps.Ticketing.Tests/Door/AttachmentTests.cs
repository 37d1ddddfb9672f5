using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Files in and out, as bytes.</summary>
[Collection(DoorCollection.Name)]
public sealed class AttachmentTests(TicketingStack door)
{
    [Fact]
    public async Task A_file_comes_back_as_it_was_and_is_saved_not_shown()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var content = Pdf(3_000_000);
        var brought = await Bring(door.Agent, ticket, content, "../Faktura æ.pdf", "application/pdf");
        (brought.Status, brought.Text("name"), brought.Text("type"), (long)brought.Body["bytes"]!, brought.Text("sha256")).ShouldBe((HttpStatusCode.Created, "Faktura æ.pdf", "application/pdf", 3_000_000, Convert.ToHexStringLower(SHA256.HashData(content))));
        using var answer = await door.Agent.GetAsync($"/api/v1{ticket}/attachments/{brought.Id}/content");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(content);
        (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar).ShouldBe(("application/pdf", "attachment", "Faktura æ.pdf"));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Twenty_five_megabytes_are_taken_and_one_byte_more_is_not()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        (await Bring(door.Agent, ticket, Pdf(25 * 1024 * 1024), "big.pdf", "application/pdf")).Status.ShouldBe(HttpStatusCode.Created);
        (await Bring(door.Agent, ticket, Pdf(25 * 1024 * 1024 + 1), "bigger.pdf", "application/pdf", expectContinue: true)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await door.Agent.Get($"{ticket}/attachments")).Items.Count.ShouldBe(1);
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = new string('a', 1_100_000) })).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_message_takes_its_files_once_and_the_customer_reads_those_of_public_ones_only()
    {
        var email = Calls.NewAddress();
        var first = SomeMail.From(email);
        await door.Mail(first);
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        var (open, secret, loose) = (await Bring(door.Agent, ticket, Pdf(100), "open.pdf"), await Bring(door.Agent, ticket, Pdf(100), "secret.pdf"), await Bring(door.Agent, ticket, Pdf(100), "loose.pdf"));
        var said = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "See the file", attachmentIds = new[] { open.Id } });
        ((string)said.Body["attachments"]![0]!["name"]!).ShouldBe("open.pdf");
        await door.Agent.Post($"{ticket}/messages", new { visibility = "internal", body = "Between us", attachmentIds = new[] { secret.Id } });
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Again", attachmentIds = new[] { open.Id } })).Text("code").ShouldBe("attachment.unknown");
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Nothing", attachmentIds = new[] { Guid.NewGuid() } })).Text("code").ShouldBe("attachment.unknown");
        (await door.Agent.Get($"{ticket}/messages")).Items.Select(m => m["attachments"]!.AsArray().Count).ShouldBe([0, 1, 1]);
        var mailed = await door.Hear("mail.mail-to-send.v1", said.Id);
        ((string)mailed["text"]!, (string)mailed["files"]!.AsArray().Single()!["name"]!, Convert.FromBase64String((string)mailed["files"]![0]!["content"]!).Length).ShouldBe(("See the file", "open.pdf", 100));

        using var customer = await door.SignedIn("nordlys", email);
        var own = await customer.Get($"/my-{ticket[1..]}/messages");
        own.Items.Select(m => m["attachments"]!.AsArray().Count).ShouldBe([0, 1]);
        (await customer.GetAsync($"/api/v1/my-{ticket[1..]}/attachments/{open.Id}/content")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var hidden in (Guid[])[secret.Id, loose.Id, Guid.NewGuid()])
            (await customer.GetAsync($"/api/v1/my-{ticket[1..]}/attachments/{hidden}/content")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/attachments/{open.Id}")).Text("code").ShouldBe("attachment.said");
        (await door.Agent.Call(HttpMethod.Delete, $"{ticket}/attachments/{loose.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_replys_files_go_along_with_its_mails_as_far_as_there_is_room_and_the_others_are_named()
    {
        var (email, colleague) = (Calls.NewAddress(), Calls.NewAddress());
        await door.Mail(SomeMail.From(email) with { Cc = [new Contracts.Mail.MailAddress(colleague, "Carl")] });
        var ticket = $"/tickets/{(await door.TicketOf(email)).Id}";
        var (large, first, second) = (Pdf(11_000_000), Pdf(6_000_000), Pdf(3_000_000));
        List<Guid> ids = [];
        foreach (var (content, name) in new[] { (large, "large.pdf"), (first, "first.pdf"), (second, "second.pdf") }) ids.Add((await Bring(door.Agent, ticket, content, name)).Id);
        var said = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "Three files", attachmentIds = ids });
        var mail = await door.Hear("mail.mail-to-send.v1", said.Id);
        ((string)mail["text"]!).ShouldBe("Three files\n\n[large.pdf, 10743 kB]");
        mail["files"]!.AsArray().Select(f => (string)f!["name"]!).ShouldBe(["first.pdf", "second.pdf"]);
        Convert.FromBase64String((string)mail["files"]![0]!["content"]!).ShouldBe(first);
        Convert.FromBase64String((string)mail["files"]![1]!["content"]!).ShouldBe(second);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from mails where ticket_id = '{ticket["/tickets/".Length..]}' and direction = 'out'") == 2, "who takes part gets it, too");
    }

    [Fact]
    public async Task Another_organisation_neither_reads_nor_brings_them()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var file = await Bring(door.Agent, ticket, Pdf(100), "a.pdf");
        foreach (var path in (string[])["/attachments", $"/attachments/{file.Id}", $"/attachments/{file.Id}/content"])
            (await door.Stranger.Get(ticket + path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Bring(door.Stranger, ticket, Pdf(100), "b.pdf")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Call(HttpMethod.Delete, $"{ticket}/attachments/{file.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var theirs = $"/tickets/{(await door.Stranger.CreateTicket()).Id}";
        (await door.Stranger.Post($"{theirs}/messages", new { visibility = "public", body = "b", attachmentIds = new[] { file.Id } })).Text("code").ShouldBe("attachment.unknown");
    }

    [Theory]
    [InlineData("MZ-program", "holiday.jpg", "image/jpeg", "attachment.program")]
    [InlineData("%PDF-1.4 really", "run.exe", "application/pdf", "attachment.program")]
    [InlineData("just words", "photo.png", "image/png", "attachment.type")]
    [InlineData("", "empty.txt", "text/plain", "attachment.empty")]
    public async Task A_file_that_is_not_what_it_says_or_a_program_is_refused(string content, string name, string type, string code)
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var refused = await Bring(door.Agent, ticket, Encoding.UTF8.GetBytes(content), name, type);
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, code));
        (await door.Agent.Get($"{ticket}/attachments")).Items.ShouldBeEmpty();
        (await door.Agent.Post($"{ticket}/attachments", new { })).Status.ShouldBe(HttpStatusCode.BadRequest); // no name
    }

    [Fact]
    public async Task What_nobody_said_goes_after_a_day_and_what_waits_to_be_sent_stays()
    {
        var id = (await door.Agent.CreateTicket()).Id;
        var ticket = $"/tickets/{id}";
        var (loose, planned, said) = (await Bring(door.Agent, ticket, Pdf(600_000), "loose.pdf"), await Bring(door.Agent, ticket, Pdf(100), "planned.pdf"), await Bring(door.Agent, ticket, Pdf(100), "said.pdf"));
        var later = await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "b", sendAt = DateTimeOffset.UtcNow.AddDays(3), attachmentIds = new[] { planned.Id } });
        later.Status.ShouldBe(HttpStatusCode.Accepted, later.Body.ToJsonString());
        await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "b", attachmentIds = new[] { said.Id } });
        await door.Execute($"update due_messages set due_at = now() where name = 'sweep-attachment' and (body::jsonb ->> 'attachmentId')::uuid in (select id from attachments where ticket_id = '{id}')");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from attachments where ticket_id = '{id}'") == 2, "the loose one is gone");
        (await door.Scalar<long>($"select count(*) from attachment_chunks where attachment_id = '{loose.Id}'")).ShouldBe(0);
        await door.Execute($"update due_messages set due_at = now() where name = 'send-scheduled' and body::jsonb ->> 'scheduledId' = '{later.Id}'");
        await door.Eventually(async () => (await door.Agent.Get($"{ticket}/messages")).Items.Count == 3, "it is sent");
        ((Guid)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["attachments"]![0]!["id"]!).ShouldBe(planned.Id);
    }

    private static byte[] Pdf(int bytes)
    {
        var content = new byte[bytes];
        Random.Shared.NextBytes(content);
        "%PDF-1.7"u8.CopyTo(content);
        return content;
    }

    private static async Task<Answer> Bring(HttpClient client, string ticket, byte[] content, string name, string? type = "application/pdf", bool expectContinue = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{ticket}/attachments?name={Uri.EscapeDataString(name)}") { Content = new ByteArrayContent(content) };
        if (type is not null) request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.ExpectContinue = expectContinue;
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer(answer, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
