using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

public sealed class MailTests(RunningSystem system)
{
    private const string Support = "support@aurora.example";

    [Fact]
    public async Task A_conversation_by_mail_stays_on_one_ticket_also_when_mail_dies_between()
    {
        await system.GiveMailbox(Support, "aurora");
        var (customer, agent, first) = (new Correspondent(system, Support), system.As("aurora", "agent"), Correspondent.NewMessageId());
        await customer.Write("Lampen virker ikke", "Hej, lampen jeg købte hos jer virker ikke. Hvad gør jeg?", first);
        var ticket = await Ticket(agent, customer.Email);
        await agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket["id"]}/messages", new { visibility = "public", body = "Vi sender en ny." }, expected: HttpStatusCode.Created);

        var answer = await customer.Reads(1);
        answer["subject"]!.GetValue<string>().ShouldBe($"Re: Lampen virker ikke [#{ticket["number"]}]");
        answer["from"]![0]!["address"]!.GetValue<string>().ShouldBe(Support);
        var headers = answer["headers"]!;
        (headers["in-reply-to"]!.GetValue<string>(), headers["references"]!.GetValue<string>(), headers["auto-submitted"]!.GetValue<string>()).ShouldBe((first, first, "no"));
        var ours = headers["message-id"]!.GetValue<string>();

        var reply = Correspondent.NewMessageId();
        var writing = customer.Write("SV: noget helt andet", "Tak! Hvornår kommer den?", reply, ours, $"{first} {ours}");
        system.Kill("mail");
        await writing;
        system.Kill("mail");
        await customer.Write("SV: noget helt andet", "Tak! Hvornår kommer den?", reply, ours, $"{first} {ours}");
        (await Messages(agent, ticket, 3)).ShouldBe(["Hej, lampen jeg købte hos jer virker ikke. Hvad gør jeg?", "Vi sender en ny.", "Tak! Hvornår kommer den?"]);
        await Task.Delay(1_500);
        (await Messages(agent, ticket, 3)).Count.ShouldBe(3);
        (await system.Mailbox.MailsTo(customer.Email)).Count.ShouldBe(1);
        (await agent.Get($"/api/v1/tickets?requester={customer.Email}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_come_and_go_with_mails_once_also_when_mail_dies_between()
    {
        await system.GiveMailbox(Support, "aurora");
        var (customer, agent, first, large) = (new Correspondent(system, Support), system.As("aurora", "agent"), Correspondent.NewMessageId(), RandomNumberGenerator.GetBytes(3_000_000));
        (string, byte[])[] files = [("video.bin", large), ("kvittering.txt", "Tak for købet"u8.ToArray())];
        var writing = customer.Write("Se billederne", "Hej, se de to filer.", first, files: files);
        system.Kill("mail");
        await writing;
        await customer.Write("Se billederne", "Hej, se de to filer.", first, files: files);
        var ticket = await Ticket(agent, customer.Email);
        var (came, _) = await Until.Finds(() => agent.Get($"/api/v1/tickets/{ticket["id"]}/attachments"), a => a["items"]!.AsArray().Count == 2, 90);
        came["items"]!.AsArray().ToDictionary(a => a!["name"]!.GetValue<string>(), a => a!["sha256"]!.GetValue<string>()).ShouldBe(files.ToDictionary(f => f.Item1, f => Convert.ToHexStringLower(SHA256.HashData(f.Item2))), ignoreOrder: true);
        (await Messages(agent, ticket, 1)).ShouldBe(["Hej, se de to filer."]);

        using var http = system.Client("aurora", "agent");
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tickets/{ticket["id"]}/attachments?name=label.pdf") { Content = new ByteArrayContent([.. "%PDF-1.7"u8, .. large[..200_000]]) };
        upload.Content.Headers.ContentType = new("application/pdf");
        using var brought = await http.SendAsync(upload);
        brought.StatusCode.ShouldBe(HttpStatusCode.Created);
        var file = JsonNode.Parse(await brought.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        await agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket["id"]}/messages", new { visibility = "public", body = "Her er en label.", attachmentIds = (Guid[])[file] }, expected: HttpStatusCode.Created);
        var answer = await customer.Reads(1);
        answer["text"]!.GetValue<string>().Trim().ShouldBe("Her er en label.");
        var label = answer["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        (label["fileName"]!.GetValue<string>(), label["contentType"]!.GetValue<string>(), label["length"]!.GetValue<int>()).ShouldBe(("label.pdf", "application/pdf", 200_008));
        (await agent.Get($"/api/v1/tickets?requester={customer.Email}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bounce_of_the_answer_stands_on_the_ticket_and_nobody_is_answered()
    {
        await system.GiveMailbox(Support, "aurora");
        var (customer, agent) = (new Correspondent(system, Support), system.As("aurora", "agent"));
        await customer.Write("Where is it?", "Hello, where is my parcel?", Correspondent.NewMessageId());
        var ticket = await Ticket(agent, customer.Email);
        await agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket["id"]}/messages", new { visibility = "public", body = "On its way." }, expected: HttpStatusCode.Created);
        var ours = (await customer.Reads(1))["headers"]!["message-id"]!.GetValue<string>();
        await new Correspondent(system, Support).Write("Undelivered Mail Returned to Sender", $"I am sorry. <{customer.Email}>: 5.1.1 user unknown", Correspondent.NewMessageId(), ours, automatic: true);
        (await Messages(agent, ticket, 3))[2].ShouldContain("Undelivered Mail");
        (await system.Mailbox.MailsTo(customer.Email)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_real_mail_is_kept_once_and_no_bounce_is_answered()
    {
        // The real mails lie beside the checkout; a clone that stands alone has none.
        if (Repository.SharedData is not { } shared) return;
        const string box = "corpus@aurora.example";
        await system.GiveMailbox(box, "aurora");
        var mails = ((string[])["bounces", "messages"]).SelectMany(kind => Directory.EnumerateFiles(Path.Combine(shared, "mail", kind), "*.eml").Select(file => (kind, Bytes: File.ReadAllBytes(file)))).ToList();
        mails.Count.ShouldBe(180);
        using (var server = await SmtpCaller.Call(system.MailIn.Port))
            for (var round = 0; round < 2; round++)
                foreach (var (kind, bytes) in mails) (await server.HandIn(bytes, box, from: round == 0 && kind == "bounces" ? "" : "someone@example.com")).ShouldBe(250);
        // Two of the files are there under two names.
        var different = mails.Select(m => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(m.Bytes))).Distinct().Count();
        await using var database = system.Database("ticketing");
        await Until.Finds(() => Count("true"), n => n == different, 120);
        await Task.Delay(2_000);
        (await Count("true")).ShouldBe(different);
        (await Count("automatic <> 'none' and set_aside is null")).ShouldBe(0);
        (await Count("automatic = 'none' and ticket_id is null")).ShouldBe(0);
        (await Count("set_aside is not null")).ShouldBeGreaterThanOrEqualTo(118);
        (await Count("direction = 'out'")).ShouldBe(0);

        async Task<long> Count(string what)
        {
            await using var count = database.CreateCommand($"select count(*) from mails where mailbox = '{box}' and {what}");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }

    private static async Task<JsonNode> Ticket(Api agent, string email) =>
        (await Until.Finds(() => agent.Get($"/api/v1/tickets?requester={email}"), t => t["items"]!.AsArray().Count > 0, 60)).Value["items"]![0]!;

    private static async Task<IReadOnlyList<string>> Messages(Api agent, JsonNode ticket, int count) =>
        [.. (await Until.Finds(() => agent.Get($"/api/v1/tickets/{ticket["id"]}/messages"), m => m["items"]!.AsArray().Count >= count, 90)).Value["items"]!.AsArray().Select(m => m!["body"]!.GetValue<string>())];
}
