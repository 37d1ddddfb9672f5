using System.Net;
using System.Text;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class WrongArticleTests(Desk desk)
{
    private const string Good = """ "title":"T","body":"B","language":"en" """;

    [Theory]
    [InlineData("", 400, "request.malformed")]
    [InlineData("{", 400, "request.malformed")]
    [InlineData("[]", 400, "request.malformed")]
    [InlineData("null", 400, "request.malformed")]
    [InlineData("{}", 400, "request.malformed")]
    [InlineData("""{"title":"T","body":"B"}""", 400, "request.malformed")]
    [InlineData("""{"title":null,"body":"B","language":"en"}""", 400, "request.malformed")]
    [InlineData("""{"title":"","body":"B","language":"en"}""", 400, "request.invalid")]
    [InlineData("""{"title":"T","body":"","language":"en"}""", 400, "request.invalid")]
    [InlineData("""{"title":"a\nb","body":"B","language":"en"}""", 422, "text.not-allowed")]
    [InlineData("""{"title":"T","body":"a\u0000b","language":"en"}""", 422, "text.not-allowed")]
    [InlineData("""{"title":"T","body":"\u0002","language":"en"}""", 422, "text.not-allowed")]
    [InlineData("""{"title":"T","body":"\ud800","language":"en"}""", 400, "request.malformed")]
    [InlineData("""{"title":"T","body":"B","language":"e"}""", 422, "language.unknown")]
    [InlineData("{" + Good + ""","audience":"everyone"}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","audience":1}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","type":"novel"}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","tags":"a"}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","tags":[null]}""", 422, "text.not-allowed")]
    [InlineData("{" + Good + ""","tags":["a\u0000"]}""", 422, "text.not-allowed")]
    [InlineData("{" + Good + ""","state":"published"}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","tenantId":"0190a0a0-0000-7000-8000-000000000000"}""", 400, "request.malformed")]
    [InlineData("{" + Good + ""","id":"0190a0a0-0000-7000-8000-000000000000"}""", 400, "request.malformed")]
    public async Task A_wrong_body_is_a_problem_with_a_code(string body, int status, string code)
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await Desk.ShouldBeProblem(await author.PostAsync("/api/v1/articles", content), status, code);
    }

    [Fact]
    public async Task Sizes_have_limits()
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        await Refused(Desk.Content(new string('t', 201)), 400, "request.invalid");
        await Refused(Desk.Content("T", new string('b', 100_001)), 400, "request.invalid");
        await Refused(Desk.Content("T", tags: [.. Enumerable.Range(0, 21).Select(i => $"{i}")]), 400, "request.invalid");
        await Refused(Desk.Content("T", tags: new string('x', 51)), 422, "article.tag-too-long");
        await Refused(Desk.Content("T", new string('>', 30_000) + "x"), 422, "article.too-nested");
        var longest = await Desk.Published(author, Desk.Content("Longest", string.Join(' ', Enumerable.Range(0, 14_000).Select(i => $"w{i:x5}"))));
        (await Desk.Found(author, "w00a1b")).ShouldContain(longest.Id);

        async Task Refused(System.Text.Json.Nodes.JsonObject body, int status, string code) =>
            await Desk.ShouldBeProblem(await Desk.Send(author, HttpMethod.Post, "/api/v1/articles", null, body), status, code);
    }

    [Fact]
    public async Task Only_authors_write()
    {
        using var author = desk.Stack.Client("nordlys", "supervisor");
        var article = await Desk.Draft(author, Desk.Content("Mine"));
        foreach (var role in (string[])["agent", "analyst", "partner", "customer"])
        {
            using var reader = desk.Stack.Client("nordlys", role);
            await Desk.ShouldBeProblem(await Desk.Send(reader, HttpMethod.Post, "/api/v1/articles", null, Desk.Content("Theirs")), 403, "access.forbidden");
            await Desk.ShouldBeProblem(await Desk.Send(reader, HttpMethod.Put, article.Path, article.Tag, Desk.Content("Theirs")), 403, "access.forbidden");
            await Desk.ShouldBeProblem(await Desk.Send(reader, HttpMethod.Put, $"{article.Path}/publication", article.Tag), 403, "access.forbidden");
            await Desk.ShouldBeProblem(await Desk.Send(reader, HttpMethod.Delete, $"{article.Path}/publication", article.Tag), 403, "access.forbidden");
        }

        using var nobody = desk.Stack.Anonymous();
        (await nobody.GetAsync(article.Path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_same_order_sent_twice_writes_one_draft()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/articles") { Content = System.Net.Http.Json.JsonContent.Create(Desk.Content("Once")) };
            request.Headers.Add("Idempotency-Key", "article-once");
            ids.Add((await Written.Of(await author.SendAsync(request), HttpStatusCode.Created)).Id);
        }

        ids.ShouldHaveSingleItem();
    }
}
