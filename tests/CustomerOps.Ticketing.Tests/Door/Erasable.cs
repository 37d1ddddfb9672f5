using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Contracts.KnowledgeBase;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A person about whom something stands everywhere, and everything is at its end. Their word is in each of it.</summary>
internal sealed class Erasable(TicketingStack door)
{
    public string Word { get; } = $"kanari{Guid.NewGuid().ToString("n")[..10]}";
    public string Email => $"kanna@{Word}.example";
    public string Name => $"Kanna {char.ToUpperInvariant(Word[0])}{Word[1..]}";
    public string Digits { get; } = $"{Random.Shared.Next(20_000_000, 99_999_999)}";
    public Guid Customer { get; private set; }
    public Guid Ticket { get; private set; }
    public Guid Order { get; private set; }

    /// <summary>Somebody else's ticket, in which the person is spoken of.</summary>
    public Guid Elsewhere { get; private set; }

    public async Task Live()
    {
        var ticket = await door.Agent.Post("/tickets", new { channel = "email", subject = $"Lamp for {Word}", body = $"I am {Name}, {Word}. Call me on +45 {Digits}.", requester = new { email = Email, name = Name } });
        ticket.Status.ShouldBe(HttpStatusCode.Created, ticket.Body.ToJsonString());
        (Ticket, Customer) = (ticket.Id, (Guid)ticket.Body["requester"]!["id"]!);
        await door.Mail(SomeMail.From(Email, $"Re: {Word}", $"More of {Word}", inReplyTo: null));
        await Attach(Ticket, $"{Word}.txt");
        await Done(door.Agent.Post($"/tickets/{Ticket}/messages", new { body = $"Dear {Name}, {Word}", visibility = "public" }));
        await Done(door.Agent.Post($"/tickets/{Ticket}/messages", new { body = $"Speaks of {Word}", visibility = "internal" }));
        await Done(door.Agent.Post($"/tickets/{Ticket}/checklists", new { title = Word, items = new object[] { new { text = $"Ask {Word}" } } }));
        await Done(door.Agent.Post($"/tickets/{Ticket}/side-conversations", new { subject = Word, body = $"Of {Word}", queue = "front-line" }));
        await Done(door.Manager.Post($"/customers/{Customer}/handling-notes", new { text = $"Beware of {Word}" }));
        await Done(door.Agent.Post($"/customers/{Customer}/identities", new { kind = "phone", value = $"+45{Digits}" }));
        await Done(door.Agent.Post($"/customers/{Customer}/identities", new { kind = "external", value = $"X-{Word}" }));
        var promise = await door.Agent.Post($"/tickets/{Ticket}/promises", new { kind = "other", text = $"For {Word}", dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        (await door.Agent.PutFresh($"/promises/{promise.Id}", "/fulfilment", new { outcome = $"Told {Word}" })).Status.ShouldBe(HttpStatusCode.OK);
        await Done(door.Agent.Post($"/tickets/{Ticket}/opportunities", new { kind = "cross-sell", title = $"Bulbs for {Word}", note = Word }));
        var complaint = await door.Agent.Post($"/tickets/{Ticket}/complaints", new { severity = "low", category = "delivery", wants = $"{Word} wants" });
        (await door.Agent.PutFresh($"/complaints/{complaint.Id}", "/withdrawal", new { reason = $"{Word} says" })).Status.ShouldBe(HttpStatusCode.OK);
        var order = await door.Partner.Post("/orders", new
        {
            externalId = $"E-{Guid.NewGuid():n}", status = "delivered", currency = "EUR", placedAt = "2026-11-01T10:00:00+01:00", customer = new { email = Email, name = Name },
            lines = new[] { new { sku = "LAMP", name = "Lamp", quantity = 1, unitPrice = 12.50m } }, payments = new[] { new { reference = $"card-{Word}", kind = "credit-card", amount = 12.50m } },
        });
        order.Status.ShouldBe(HttpStatusCode.Created, order.Body.ToJsonString());
        Order = order.Id;
        await Done(door.Partner.Post($"/orders/{Order}/shipments", new { carrier = "kanari-post", trackingNumber = $"T-{Word}", events = new[] { new { at = DateTimeOffset.UtcNow.AddHours(-1), step = "delivered", place = Word } } }));
        await Fill("customer", $"/customers/{Customer}");
        await Fill("order", $"/orders/{Order}");
        await door.Tell(new ArticleRead(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, "en", $"For {Word}", null, Email, Ticket, "mail", DateTimeOffset.UtcNow));
        await door.Eventually(async () => (await door.Agent.Get($"/customers/{Customer}/timeline")).Items.Any(e => (string)e["kind"]! == "article-read"), "what they read");
        Elsewhere = (await door.Agent.CreateTicket(subject: $"A neighbour of {Name}")).Id;
        await Done(door.Agent.Post($"/tickets/{Elsewhere}/messages", new { body = $"{Name} ({Email}, tel. {Digits[..4]} {Digits[4..]}) waits too; she is X-{Word}", visibility = "internal" }));
    }

    /// <summary>Whatever is open of theirs is brought to its end.</summary>
    public async Task Settle()
    {
        foreach (var ticket in (await door.Agent.Get($"/customers/{Customer}/tickets?limit=100")).Items.Where(t => (string)t["state"]! is not ("solved" or "closed")))
            (await door.Agent.PutFresh($"/tickets/{ticket["id"]}", "/solution", new { summary = $"Helped {Word}" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    public async Task<Answer> Erase(object? request = null) => await door.Manager.Call(HttpMethod.Put, $"/customers/{Customer}/erasure", request ?? new { basis = "request" }, (await door.Manager.Get($"/customers/{Customer}")).ETag);

    /// <summary>The other services, who do not run here, say that they are done; Ticketing's own part is waited for.</summary>
    public async Task<Answer> UntilCertified(Guid erasure)
    {
        await door.Eventually(async () => (await door.Manager.Get($"/erasures/{erasure}")).Body["parts"]!.AsArray().Any(p => (string?)p!["service"] == "ticketing"), "Ticketing's own part");
        foreach (var service in (string[])["knowledge-base", "staffing", "survey"]) // Identity runs, and answers itself
            await door.Tell(new PartErased(erasure, service, new Dictionary<string, long> { ["somewhere"] = 1 }, DateTimeOffset.UtcNow));
        await door.Eventually(async () => (await door.Manager.Get($"/erasures/{erasure}")).Text("state") == "certified", "the certificate", withinSeconds: 60);
        return await door.Manager.Get($"/erasures/{erasure}/certificate");
    }

    /// <summary>A value of a field of the organisation's own.</summary>
    private async Task Fill(string about, string thing)
    {
        var key = $"f{Guid.NewGuid():n}"[..20];
        await Done(door.Manager.Post($"/{about}-fields", new { key, field = new { kind = "text", names = new { en = "Note" } } }));
        await Done(door.Agent.Call(HttpMethod.Patch, thing, new { fields = new Dictionary<string, string> { [key] = Word } }, "*"));
    }

    private async Task Attach(Guid ticket, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tickets/{ticket}/attachments?name={name}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"All about {Word}")) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        (await door.Agent.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task Done(Task<Answer> call) => (await call).ShouldSatisfyAllConditions(a => ((int)a.Status).ShouldBeInRange(200, 204, a.Body.ToJsonString()));
}
