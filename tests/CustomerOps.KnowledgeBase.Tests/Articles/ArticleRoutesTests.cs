using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ArticleRoutesTests(Desk desk)
{
    [Fact]
    public async Task Readers_see_the_published_text_until_the_edit_is_published_too()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        using var agent = desk.Stack.Client("nordlys", "agent");
        var article = await Desk.Draft(author, Desk.Content("Opening hours", "We open at **nine**."));
        ((string)article.View["state"]!).ShouldBe("draft");
        ((string)article.View["html"]!).ShouldContain("<strong>nine</strong>");
        (await agent.GetAsync(article.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        article = await Desk.Publish(author, article);
        article = await Desk.Edit(author, article, Desk.Content("Opening hours", "We open at ten.", audience: "staff"));
        ((bool)article.View["hasUnpublishedChanges"]!).ShouldBeTrue();
        var seen = (await agent.GetFromJsonAsync<JsonObject>(article.Path))!;
        ((string)seen["body"]!, (string)seen["audience"]!, (int)seen["publishedVersion"]!).ShouldBe(("We open at **nine**.", "public", 1));

        await Desk.Publish(author, article);
        ((string)(await agent.GetFromJsonAsync<JsonObject>(article.Path))!["body"]!).ShouldBe("We open at ten.");
    }

    [Fact]
    public async Task Customers_and_partners_see_public_articles_only()
    {
        using var author = desk.Stack.Client("nordlys", "manager");
        var open = await Desk.Published(author, Desk.Content("Vouchers for everybody"));
        var closed = await Desk.Published(author, Desk.Content("Vouchers and fraud", audience: "staff"));
        var moved = await Desk.Edit(author, closed, Desk.Content("Vouchers and fraud", audience: "public"));
        foreach (var role in (string[])["customer", "partner"])
        {
            using var reader = desk.Stack.Client("nordlys", role);
            (await reader.GetAsync(open.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await reader.GetAsync(moved.Path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await Desk.Found(reader, "vouchers")).ShouldContain(open.Id);
            (await Desk.Found(reader, "vouchers fraud")).ShouldNotContain(closed.Id);
            (await reader.GetStringAsync("/api/v1/articles?limit=100")).ShouldNotContain("Vouchers and fraud");
            (await reader.GetAsync($"{open.Path}/versions")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Publishing_and_withdrawing_may_be_repeated()
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        var article = await Desk.Published(author, Desk.Content("Gift wrapping zebrafish"));
        (await Desk.Publish(author, article)).ShouldSatisfyAllConditions(a => a.Tag.ShouldBe(article.Tag), a => ((int)a.View["publishedVersion"]!).ShouldBe(1));
        article = await Desk.Withdraw(author, article);
        (await Desk.Found(author, "zebrafish")).ShouldNotContain(article.Id);
        article = await Desk.Withdraw(author, article);
        ((string)article.View["state"]!).ShouldBe("withdrawn");
        article = await Desk.Publish(author, article);
        ((int)article.View["publishedVersion"]!).ShouldBe(2);
        (await Desk.Found(author, "zebrafish")).ShouldContain(article.Id);
    }

    [Fact]
    public async Task Versions_stay_as_they_were_published()
    {
        using var author = desk.Stack.Client("nordlys", "specialist");
        var article = await Desk.Published(author, Desk.Content("Warranty", "Two years."));
        article = await Desk.Publish(author, await Desk.Edit(author, article, Desk.Content("Warranty", "Three years.")));
        await Desk.Withdraw(author, article);
        using var analyst = desk.Stack.Client("nordlys", "analyst");
        ((string)(await analyst.GetFromJsonAsync<JsonObject>($"{article.Path}/versions/1"))!["body"]!).ShouldBe("Two years.");
        ((string)(await analyst.GetFromJsonAsync<JsonObject>($"{article.Path}/versions/2"))!["body"]!).ShouldBe("Three years.");
        var first = (await analyst.GetFromJsonAsync<JsonObject>($"{article.Path}/versions?limit=1"))!;
        ((int)first["items"]![0]!["number"]!).ShouldBe(2);
        var second = (await analyst.GetFromJsonAsync<JsonObject>($"{article.Path}/versions?limit=1&after={first["next"]}"))!;
        ((int)second["items"]![0]!["number"]!).ShouldBe(1);
        second["next"].ShouldBeNull();
        await Desk.ShouldBeProblem(await analyst.GetAsync($"{article.Path}/versions/3"), 404, "article-version.not-found");
    }

    [Fact]
    public async Task A_writer_who_read_an_older_state_is_told_so()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        var article = await Desk.Draft(author, Desk.Content("Delivery"));
        await Desk.Edit(author, article, Desk.Content("Delivery times"));
        foreach (var (method, path) in new[] { (HttpMethod.Put, article.Path), (HttpMethod.Put, $"{article.Path}/publication"), (HttpMethod.Delete, $"{article.Path}/publication") })
        {
            var body = path == article.Path ? Desk.Content("Mine") : null;
            await Desk.ShouldBeProblem(await Desk.Send(author, method, path, article.Tag, body), 412, "request.stale");
            await Desk.ShouldBeProblem(await Desk.Send(author, method, path, null, body), 428, "request.if-match-missing");
        }

        using var unchanged = new HttpRequestMessage(HttpMethod.Get, article.Path);
        unchanged.Headers.TryAddWithoutValidation("If-None-Match", "\"2\"");
        (await author.SendAsync(unchanged)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Of_many_who_publish_at_once_one_does()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        var article = await Desk.Draft(author, Desk.Content("Crowded quokka"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Desk.Send(author, HttpMethod.Put, $"{article.Path}/publication", article.Tag)));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK || a.StatusCode == HttpStatusCode.PreconditionFailed || a.StatusCode == HttpStatusCode.Conflict);
        (await Desk.Found(author, "quokka")).ShouldBe([article.Id]);
    }
}
