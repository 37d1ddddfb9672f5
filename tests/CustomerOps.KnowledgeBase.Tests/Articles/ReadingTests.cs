using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using CustomerOps.KnowledgeBase.Tests.Support;
using CustomerOps.Testing.DataProtection;
using CustomerOps.Testing.Stack;
using RabbitMQ.Client;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ReadingTests(Desk desk)
{
    [Fact]
    public async Task What_a_customer_read_is_one_reading_however_often_it_is_told_and_told_on_once()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(desk.Stack.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Exchanges.Events, ExchangeType.Topic, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Exchanges.Events, "knowledge-base.article-read.v1");
        using var partner = desk.Stack.Client("nordlys", "partner");
        var (article, email, ticket) = (await Published(), NewAddress(), Guid.CreateVersion7());

        var told = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Tell(partner, article, new { reader = new { email = email.ToUpperInvariant() }, source = "help-centre", ticketId = ticket })));
        told.Count(t => t.Status == 201).ShouldBe(1);
        told.Select(t => (Guid)t.Body["id"]!).Distinct().Count().ShouldBe(1);
        // Told late, of before: still the same sitting. An hour before was another.
        (await Tell(partner, article, new { reader = new { email }, readAt = DateTimeOffset.UtcNow.AddMinutes(-20) })).Status.ShouldBe(200);
        (await Tell(partner, article, new { reader = new { email }, readAt = DateTimeOffset.UtcNow.AddHours(-1) })).Status.ShouldBe(201);

        var readings = await Readings(article);
        readings.Count.ShouldBe(2);
        ((string)readings[0]["reader"]!["email"]!, (string)readings[0]["source"]!, (Guid)readings[0]["ticketId"]!, (int)readings[0]["version"]!, (string)readings[0]["language"]!).ShouldBe((email, "help-centre", ticket, 1, "sv"));
        List<JsonNode> heard = [];
        for (var until = DateTime.UtcNow.AddSeconds(20); heard.Count < 2 && DateTime.UtcNow < until; await Task.Delay(100))
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                if (JsonNode.Parse(message.Body.Span)!["data"]! is var data && (Guid)data["articleId"]! == article) heard.Add(data);
        heard.Count.ShouldBe(2);
        heard.ShouldAllBe(h => (string)h["customerEmail"]! == email && (string)h["title"]! == "Read me" && (string)h["source"]! == "help-centre");
    }

    [Fact]
    public async Task A_customer_reads_for_themselves()
    {
        var (article, email) = (await Published(), NewAddress());
        using var customer = await desk.Stack.SignedIn("nordlys", email);
        (await Tell(customer, article, new { })).Status.ShouldBe(201);
        (await Tell(customer, article, new { reader = new { email = NewAddress() } })).ShouldBeProblem(422, "reading.not-yours");
        using var key = desk.Stack.Client("nordlys", "customer");
        (await Tell(key, article, new { })).ShouldBeProblem(409, "reading.nobody");
        ((string)(await Readings(article)).ShouldHaveSingleItem()["reader"]!["email"]!).ShouldBe(email);
    }

    [Fact]
    public async Task What_customers_cannot_see_they_did_not_read()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        using var partner = desk.Stack.Client("nordlys", "partner");
        using var agent = desk.Stack.Client("nordlys", "agent");
        using var stranger = desk.Stack.Client("aurora", "agent");
        var reader = new { reader = new { email = NewAddress() } };
        var ours = (await Desk.Published(author, Desk.Content("Ours alone", audience: "staff"))).Id;
        (await Tell(partner, ours, reader)).ShouldBeProblem(404, "article.not-found");
        (await Tell(agent, ours, reader)).ShouldBeProblem(409, "reading.not-public");
        var draft = (await Desk.Draft(author, Desk.Content("Not yet"))).Id;
        (await Tell(partner, draft, reader)).ShouldBeProblem(404, "article.not-found");
        (await Tell(agent, Guid.NewGuid(), reader)).ShouldBeProblem(404, "article.not-found");
        (await Tell(stranger, await Published(), reader)).ShouldBeProblem(404, "article.not-found");
        // The first version was for staff, the second is for everybody: nobody outside read the first.
        var opened = await Desk.Published(author, Desk.Content("First for us", audience: "staff"));
        opened = await Desk.Publish(author, await Desk.Edit(author, opened, Desk.Content("Then for all")));
        (await Tell(partner, opened.Id, new { reader.reader, version = 1 })).ShouldBeProblem(422, "reading.no-such-version");
        (await Tell(partner, opened.Id, new { reader.reader, version = 2 })).Status.ShouldBe(201);
        await Desk.Withdraw(author, opened);
        (await Tell(partner, opened.Id, reader)).ShouldBeProblem(404, "article.not-found");
    }

    [Theory]
    [InlineData("""{}""", 422, "reading.nobody")]
    [InlineData("""{ "reader": {} }""", 422, "reading.nobody")]
    [InlineData("""{ "reader": { "email": "nobody" } }""", 400, "request.invalid")]
    [InlineData("""{ "reader": { "email": "a\u0000b@example.com" } }""", 422, "text.not-allowed")]
    [InlineData("""{ "reader": { "customerId": "7" } }""", 400, null)]
    [InlineData("""{ "reader": { "email": "a@example.com" }, "source": "smoke-signal" }""", 400, null)]
    [InlineData("""{ "reader": { "email": "a@example.com" }, "version": 0 }""", 400, "request.invalid")]
    [InlineData("""{ "reader": { "email": "a@example.com" }, "version": 7 }""", 422, "reading.no-such-version")]
    [InlineData("""{ "reader": { "email": "a@example.com" }, "readAt": "2020-01-01T00:00:00Z" }""", 422, "reading.when")]
    [InlineData("""{ "reader": { "email": "a@example.com" }, "readAt": "2100-01-01T00:00:00Z" }""", 422, "reading.when")]
    public async Task What_makes_no_sense_is_refused(string body, int status, string? code)
    {
        using var agent = desk.Stack.Client("nordlys", "agent");
        using var answer = await agent.PostAsync($"/api/v1/articles/{await Published()}/readings", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)answer.StatusCode).ShouldBe(status, said.ToJsonString());
        if (code is not null) ((string)said["code"]!).ShouldBe(code);
    }

    [Fact]
    public async Task Pages_show_each_reading_once_and_who_erased_is_leaves_none()
    {
        await using var manager = await Manager.Connect(desk.Stack);
        using var partner = desk.Stack.Client("nordlys", "partner");
        var (article, email, customer) = (await Published(), NewAddress(), Guid.CreateVersion7());
        for (var hour = 1; hour <= 3; hour++) await Tell(partner, article, new { reader = new { email }, readAt = DateTimeOffset.UtcNow.AddHours(-hour) });
        await Tell(partner, article, new { reader = new { customerId = customer } });
        await Tell(partner, article, new { reader = new { email = "other@example.com" } });
        using var agent = desk.Stack.Client("nordlys", "agent");
        (await Readings(article, $"?customerId={customer}")).Count.ShouldBe(1);
        List<Guid> seen = [];
        for (string? next = "", after = ""; next is not null; after = $"&after={next}")
        {
            var page = (await agent.GetFromJsonAsync<JsonObject>($"/api/v1/articles/{article}/readings?limit=2{after}"))!;
            seen.AddRange(page["items"]!.AsArray().Select(r => (Guid)r!["id"]!));
            next = (string?)page["next"];
        }

        (seen.Count, seen.Distinct().Count()).ShouldBe((5, 5));
        using var outside = await partner.GetAsync($"/api/v1/articles/{article}/readings");
        outside.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var nordlys = desk.Stack.Organisation("nordlys");
        (await manager.Export("knowledge-base", nordlys, customer, email)).Count.ShouldBe(4);
        (await manager.Erase(nordlys, Manager.Order(customer, email, System.Text.RegularExpressions.Regex.Escape(email)), "knowledge-base")).Rows["article_readings"].ShouldBe(4);
        ((string)(await Readings(article)).ShouldHaveSingleItem()["reader"]!["email"]!).ShouldBe("other@example.com");
    }

    [Fact]
    public async Task Readings_of_long_ago_are_forgotten()
    {
        using var partner = desk.Stack.Client("nordlys", "partner");
        var article = await Published();
        foreach (var email in (string[])["old@example.com", "new@example.com"]) await Tell(partner, article, new { reader = new { email } });
        await using var database = desk.Stack.Database("knowledge-base");
        await using var age = database.CreateCommand($"update article_readings set read_at = now() - interval '401 days' where article_id = '{article}' and email = 'old@example.com'; update due_messages set due_at = now() where name = 'forget-readings'");
        await age.ExecuteNonQueryAsync();
        for (var until = DateTime.UtcNow.AddSeconds(30); (await Readings(article)).Count > 1 && DateTime.UtcNow < until;) await Task.Delay(200);
        ((string)(await Readings(article)).ShouldHaveSingleItem()["reader"]!["email"]!).ShouldBe("new@example.com");
    }

    private static string NewAddress() => $"r{Guid.NewGuid():n}@example.com";

    private async Task<Guid> Published()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        return (await Desk.Published(author, Desk.Content("Read me", language: "sv"))).Id;
    }

    private async Task<IReadOnlyList<JsonNode>> Readings(Guid article, string query = "")
    {
        using var agent = desk.Stack.Client("nordlys", "agent");
        return [.. (await agent.GetFromJsonAsync<JsonObject>($"/api/v1/articles/{article}/readings{query}"))!["items"]!.AsArray().Select(r => r!)];
    }

    private static async Task<Told> Tell(HttpClient client, Guid article, object reading)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/articles/{article}/readings", reading);
        return new Told((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private sealed record Told(int Status, JsonNode Body)
    {
        public void ShouldBeProblem(int status, string code) => (Status, (string?)Body["code"]).ShouldBe((status, code), Body.ToJsonString());
    }
}
