using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using Shouldly;

namespace CustomerOps.EndToEnd.Tests.DataProtection;

/// <summary>A person about whom something stands everywhere: each text of their own holds a canary of its own, and what others write holds their name.</summary>
internal sealed partial class Life(RunningSystem system, string slug, string mailbox)
{
    private readonly Api _agent = system.As(slug, "agent"), _manager = system.As(slug, "manager"), _partner = system.As(slug, "partner");
    private readonly List<string> _own = [];

    public string Word { get; } = "kanari" + string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + b % 26)))[..10];

    public string Email => $"kanna+{Word}@example.com";

    public string Name => $"Kanna {char.ToUpperInvariant(Word[0])}{Word[1..]}";

    public string Digits { get; } = Random.Shared.Next(20_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture);

    public Guid Customer { get; private set; }

    private Guid _webhook;

    /// <summary>The tag of their ticket, by which reports are split.</summary>
    public string Tag => $"t-{Word}"[..12];

    /// <summary>What was planted in what is theirs.</summary>
    public IReadOnlyList<string> Own => _own;

    /// <summary>Everything by which anybody could tell who it was.</summary>
    public string[] Traces => [Word, Email, Name, Digits, $"{Digits[..4]} {Digits[4..]}"];

    public async Task Live()
    {
        await BeListenedTo();
        var ticket = await Write();
        await Work(ticket);
        await BeWorkedOn($"/tickets/{ticket}");
        await BeOneOfMany(ticket);
        await Buy();
        await BeSpokenOf();
        await Solve(ticket);
        await Answer();
        await BeTwo();
        await SignIn();
    }

    /// <summary>Somebody is told of all of it, at an address where nobody answers: every delivery waits, and says the words.</summary>
    private async Task BeListenedTo() => _webhook = (Guid)(await Post(_manager, "/webhooks", new { name = $"{Guid.NewGuid()}", url = "https://hooks.invalid/", eventTypes = (string[])["ticketing.*"] }))["id"]!;

    /// <summary>The export as its files say it.</summary>
    public async Task<string> Export()
    {
        using var http = system.Client(slug, "manager");
        await using var zip = new ZipArchive(new MemoryStream(await http.GetByteArrayAsync($"/api/v1/customers/{Customer}/export")), ZipArchiveMode.Read);
        var said = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            said.AppendLine(entry.FullName).AppendLine(await reader.ReadToEndAsync());
        }

        return said.ToString();
    }

    /// <summary>Ordered, and waited for until every service has said that it is done.</summary>
    public async Task Erase()
    {
        var ordered = await Fresh($"/customers/{Customer}", $"/customers/{Customer}/erasure", new { basis = "request" });
        await Until.Finds(() => _manager.Get($"/api/v1/erasures/{ordered.Body["id"]}"), e => e["state"]!.GetValue<string>() == "certified", 120);
    }

    /// <summary>Nobody listens any more.</summary>
    public async Task Leave() => (await _manager.Send(HttpMethod.Delete, $"/api/v1/webhooks/{_webhook}", ifMatch: "*")).Status.ShouldBe(HttpStatusCode.NoContent);

    private async Task<string> Write()
    {
        var customer = new Correspondent(system, mailbox) { Email = Email, Name = Name };
        await customer.Write(Plant("mail-subject"), $"Hello, my lamp is broken. {Plant("mail-text")}\n{Name}\ntel. {Digits}", Correspondent.NewMessageId(), files: [($"{Plant("file-name")}.txt", Encoding.UTF8.GetBytes(Plant("file-content")))]);
        var (ticket, _) = await Until.Finds(async () => (await _agent.Get($"/api/v1/tickets?requester={Uri.EscapeDataString(Email)}"))["items"]!.AsArray().SingleOrDefault(), t => t is not null, 120);
        var id = ticket!["id"]!.GetValue<string>();
        Customer = (await _agent.Get($"/api/v1/tickets/{id}?include=customer"))["customer"]!["id"]!.GetValue<Guid>();
        await Until.Finds(() => _agent.Get($"/api/v1/tickets/{id}/attachments"), a => a["items"]!.AsArray().Count == 1, 90);
        await Post(_agent, $"/tickets/{id}/messages", new { body = $"Dear {Name}, {Plant("answer")}", visibility = "public" });
        await customer.Reads(1);
        return id;
    }

    private async Task Work(string ticket)
    {
        var path = $"/tickets/{ticket}";
        await Post(_agent, $"{path}/messages", new { body = Plant("internal"), visibility = "internal" });
        await Post(_agent, $"{path}/checklists", new { title = Plant("checklist"), items = new object[] { new { text = Plant("checklist-item") } } });
        await Post(_agent, $"{path}/side-conversations", new { subject = Plant("side-subject"), body = Plant("side"), queue = "front-line" });
        await Post(_agent, $"{path}/tasks", new { title = Plant("task"), blocks = false, queue = "front-line" });
        await Post(_manager, $"/customers/{Customer}/handling-notes", new { text = Plant("handling") });
        await Post(_agent, $"/customers/{Customer}/identities", new { kind = "phone", value = $"+45{Digits}" });
        await Post(_agent, $"/customers/{Customer}/identities", new { kind = "external", value = Plant("external") });
        var promise = await Post(_agent, $"{path}/promises", new { kind = "other", text = Plant("promise"), dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        await Fresh($"/promises/{promise["id"]}", $"/promises/{promise["id"]}/fulfilment", new { outcome = Plant("outcome") }, _agent);
        await Post(_agent, $"{path}/opportunities", new { kind = "cross-sell", title = Plant("opportunity"), note = Plant("opportunity-note") });
        var complaint = await Post(_agent, $"{path}/complaints", new { severity = "low", category = "delivery", wants = Plant("complaint") });
        await Fresh($"/complaints/{complaint["id"]}", $"/complaints/{complaint["id"]}/withdrawal", new { reason = Plant("withdrawn") }, _agent);
        var field = $"f-{Word}"[..12];
        await Post(_manager, "/ticket-fields", new { key = field, field = new { kind = "text", names = new { en = "Serial number" } } });
        await Fresh(path, path, new { tags = (string[])[Tag], fields = new Dictionary<string, string> { [field] = Plant("field") } }, _agent, HttpMethod.Patch);
    }

    private async Task Buy()
    {
        var order = await Post(_partner, "/orders", Order("delivered"));
        await BeMisunderstood();
        await Post(_partner, $"/orders/{order["id"]}/shipments", new { carrier = "postnord", trackingNumber = Plant("tracking"), events = new[] { new { at = DateTimeOffset.UtcNow.AddHours(-1), step = "delivered", place = Plant("place") } } });
        await SendBack(order);
    }

    /// <summary>A partner tells of them what nobody can take, and gets it back.</summary>
    private async Task BeMisunderstood()
    {
        var (admin, name) = (system.As(slug, "admin"), $"shop{Word}"[..14]);
        var shown = (await admin.Send(HttpMethod.Put, $"/api/v1/partners/{name}", new { subscriptions = Array.Empty<string>() }, expected: HttpStatusCode.Created)).Body;
        var user = shown["user"]!.GetValue<string>();
        await using var connection = await new ConnectionFactory { Uri = new UriBuilder(system.Bus) { UserName = user, Password = shown["secret"]!.GetValue<string>() }.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var body = new { specversion = "1.0", id = Guid.CreateVersion7(), source = "/shop", type = "order-completed.v1", time = DateTimeOffset.UtcNow, tenantid = system.Organisation(slug), data = new { customer = new { email = Email, name = Name } } };
        await channel.BasicPublishAsync("customerops.partner", "order-completed.v1", false, new BasicProperties { MessageId = $"{body.id}", UserId = user, ContentType = "application/cloudevents+json" }, JsonSerializer.SerializeToUtf8Bytes(body));
        await Until.Finds(() => admin.Get($"/api/v1/partners/{name}/rejected"), r => r["items"]!.AsArray().Count == 1, 90);
    }

    /// <summary>By others, in what is theirs: only what everybody would know the person by can be taken out there.</summary>
    private async Task BeSpokenOf()
    {
        var other = await Post(_agent, "/tickets", new { channel = "email", subject = $"A neighbour of {Name}", body = "Hello, I wait for my lamp too.", requester = new { email = $"n-{Guid.NewGuid():n}@example.com", name = "Nora Neighbour" } });
        await Post(_agent, $"/tickets/{other["id"]}/messages", new { body = $"She knows:\n{Name} ({Email}, tel. {Digits[..4]} {Digits[4..]})", visibility = "internal" });
        var article = await _manager.Send(HttpMethod.Post, "/api/v1/articles", new { title = $"What {Name} asked", body = $"## {Name}\n\nWrote from {Email}.", language = "en", audience = "staff", type = "faq", tags = Array.Empty<string>() }, expected: HttpStatusCode.Created);
        (await _manager.Send(HttpMethod.Put, $"/api/v1/articles/{article.Body["id"]}/publication", new { }, article.ETag)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task Solve(string ticket)
    {
        foreach (var open in (await _agent.Get($"/api/v1/customers/{Customer}/tickets?limit=100"))["items"]!.AsArray())
            await Fresh($"/tickets/{open!["id"]}", $"/tickets/{open["id"]}/solution", new { summary = Plant($"solution-{(open["id"]!.GetValue<string>() == ticket ? "" : "too")}") }, _agent);
    }

    /// <summary>Content, so that nobody has to follow it up.</summary>
    private async Task Answer()
    {
        var (nobody, token) = (system.AsNobody(), await system.Mailbox.Token(Email));
        var form = await nobody.Get($"/api/v1/survey-answers/{token}");
        var answers = form["questions"]!.AsArray().Select(q => new { question = q!["id"]!.GetValue<string>(), value = (object)(q["type"]!.GetValue<string>() switch { "nps" => 10, "csat" => 5, "ces" => 7, _ => $"Thank you!\n{Name}: {Plant("comment")}" }) });
        (await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{token}", new { answers })).Status.ShouldBe(HttpStatusCode.Created);
        await Until.Finds(() => _agent.Get($"/api/v1/customers/{Customer}/timeline?limit=100"), t => t.ToJsonString().Contains("survey-answered", StringComparison.Ordinal));
    }

    private async Task SignIn()
    {
        using var browser = new HttpClient { BaseAddress = system.Gateway };
        browser.DefaultRequestHeaders.Add("X-CustomerOps-Csrf", "1");
        browser.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Test", "1.0"));
        (await browser.PostAsJsonAsync("/api/v1/customer-sessions", new { organisation = slug, email = Email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var (link, _) = await Until.Finds(async () => Regex.Match(string.Concat((await system.Mailbox.MailsTo(Email)).Select(m => m!["text"]!.GetValue<string>())), "/sign-in/customer/([A-Za-z0-9_-]{43})"), l => l.Success, 90);
        (await browser.PutAsJsonAsync("/api/v1/customer-session", new { token = link.Groups[1].Value })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private string Plant(string where)
    {
        _own.Add($"{Word}-{where}");
        return _own[^1];
    }

    private static async Task<JsonNode> Post(Api api, string path, object body)
    {
        var answer = await api.Send(HttpMethod.Post, $"/api/v1{path}", body);
        ((int)answer.Status).ShouldBeInRange(200, 204, $"{path}: {answer.Body.ToJsonString()}");
        return answer.Body;
    }

    /// <summary>With the tag it has now; routing may change it in between.</summary>
    private async Task<Answer> Fresh(string read, string write, object body, Api? by = null, HttpMethod? method = null, string? tag = null)
    {
        for (var tries = 0; ; tries++)
        {
            var api = by ?? _manager;
            var answer = await api.Send(method ?? HttpMethod.Put, $"/api/v1{write}", body, tag ?? (await api.Send(HttpMethod.Get, $"/api/v1{read}")).ETag);
            if (answer.Status != HttpStatusCode.PreconditionFailed || tries == 50) { answer.Status.ShouldBe(HttpStatusCode.OK, $"{write}: {answer.Body.ToJsonString()}"); return answer; }
        }
    }
}
