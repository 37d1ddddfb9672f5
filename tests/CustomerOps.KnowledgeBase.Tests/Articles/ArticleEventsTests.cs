using System.Text.Json.Nodes;
using CustomerOps.KnowledgeBase.Tests.Support;
using RabbitMQ.Client;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ArticleEventsTests(Desk desk)
{
    [Fact]
    public async Task Publication_and_withdrawal_are_told_once_each()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(desk.Stack.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("customerops.events", ExchangeType.Topic, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "customerops.events", "knowledge-base.#");

        using var author = desk.Stack.Client("nordlys", "senior");
        var article = await Desk.Published(author, Desk.Content("Told", language: "sv"));
        article = await Desk.Publish(author, article);
        article = await Desk.Edit(author, article, Desk.Content("Told", language: "fi"));
        await Desk.Withdraw(author, await Desk.Withdraw(author, article));

        var told = new List<JsonObject>();
        for (var deadline = DateTime.UtcNow.AddSeconds(20); told.Count < 2 && DateTime.UtcNow < deadline; await Task.Delay(100)) await Take();
        await Task.Delay(1500);
        await Take();
        told.Select(t => (string)t["type"]!).ShouldBe(["knowledge-base.article-published.v1", "knowledge-base.article-withdrawn.v1"]);
        told.ShouldAllBe(t => (Guid)t["tenantid"]! == desk.Stack.Organisation("nordlys") && (string)t["data"]!["language"]! == "sv");
        ((int)told[0]["data"]!["version"]!, (string)told[0]["data"]!["title"]!).ShouldBe((1, "Told"));

        async Task Take()
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                if (JsonNode.Parse(message.Body.Span)!.AsObject() is { } told1 && (Guid)told1["data"]!["articleId"]! == article.Id) told.Add(told1);
        }
    }
}
