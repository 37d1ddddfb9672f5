using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API10:2023 Unsafe consumption of APIs: what partners and other people's mail programs send is data, wherever it comes out again.</summary>
public sealed class Api10ConsumptionTests(RunningSystem system)
{
    private const string Script = "<script>alert('pia')</script>";

    [Fact]
    public async Task What_a_partner_calls_a_customer_is_shown_as_text_and_steers_no_mail()
    {
        var (externalId, email) = ($"X-{Guid.NewGuid():n}", $"hostile-{Guid.NewGuid():n}@example.com");
        // A line break in a name would be a header of the mail that goes out.
        await Tell(externalId, email, $"Pia {Script}", "plain");
        await Tell(externalId + "b", $"b{email}", "Pia\r\nBcc: everybody@example.com\r\nX-Evil: 1", "broken");
        var (mails, _) = await Until.Finds(() => system.Mailbox.MailsTo(email), m => m.Count > 0, 90);
        var mail = mails[0]!;
        mail["html"]?.GetValue<string>().ShouldNotContain("<script");
        mail["headers"]!.AsObject().ContainsKey("x-evil").ShouldBeFalse();
        var token = await system.Mailbox.Token(email);
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        using var page = await nobody.GetAsync($"/s/{token}");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("<script>alert");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        (await system.Mailbox.MailsTo("everybody@example.com")).Count.ShouldBe(0);
        foreach (var other in await system.Mailbox.MailsTo($"b{email}")) other!["headers"]!.AsObject().ContainsKey("bcc").ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_mail_says_is_a_message_and_nothing_else()
    {
        const string support = "hostile@aurora.example";
        await system.GiveMailbox(support, "aurora");
        var customer = new Correspondent(system, support);
        await customer.Write($"{Script} [#1]", $"{Script} ' ; drop table tickets; -- {{{{7*7}}}} ${{jndi:ldap://127.0.0.1:9/x}}", Correspondent.NewMessageId());
        var agent = system.As("aurora", "agent");
        var (tickets, _) = await Until.Finds(() => agent.Get($"/api/v1/tickets?requester={customer.Email}"), t => t["items"]!.AsArray().Count > 0, 60);
        var ticket = tickets["items"]![0]!;
        ticket["subject"]!.GetValue<string>().ShouldContain(Script);
        (await agent.Get($"/api/v1/tickets/{ticket["id"]}/messages"))["items"]![0]!["body"]!.GetValue<string>().ShouldContain("{{7*7}}");
        using var raw = system.Client("aurora", "agent");
        using var answer = await raw.GetAsync($"/api/v1/tickets/{ticket["id"]}/messages");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_partners_message_that_is_far_too_much_is_put_aside_and_the_next_one_is_taken()
    {
        var (externalId, email) = ($"Y-{Guid.NewGuid():n}", $"after-{Guid.NewGuid():n}@example.com");
        await Tell("Z", "z@example.com", new string('z', 3_000_000), "large");
        await Publish(Encoding.UTF8.GetBytes(new string('[', 200_000)));
        await Publish([0xFF, 0xFE, 0x00, 0x01]);
        await Publish("null"u8.ToArray());
        await Tell(externalId, email, "Anna", "after");
        await Until.Finds(() => system.As("nordlys", "agent").Get($"/api/v1/orders?externalId={externalId}"), o => o["items"]!.AsArray().Count == 1, 60);
        (await system.AsNobody().Send(HttpMethod.Get, "/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private Task Tell(string externalId, string email, string name, string sku) => Publish(JsonSerializer.SerializeToUtf8Bytes(new
    {
        specversion = "1.0", id = Guid.CreateVersion7(), source = "/shop", type = "order-completed.v1", time = DateTimeOffset.UtcNow, tenantid = system.Organisation("nordlys"),
        data = new { externalId, customer = new { email, name, language = "en", branch = "main" }, lines = new[] { new { sku, name = "Cup", quantity = 1, unitPrice = 20 } }, currency = "DKK", placedAt = "2026-11-18T10:00:00Z", completedAt = "2026-11-20T10:00:00Z" },
    }));

    private async Task Publish(byte[] body)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("customerops.partner", "order-completed.v1", false, new BasicProperties { MessageId = $"{Guid.NewGuid()}", UserId = "guest", ContentType = "application/cloudevents+json" }, body);
    }
}
