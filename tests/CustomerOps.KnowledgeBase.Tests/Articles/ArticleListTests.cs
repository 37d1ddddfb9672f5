using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ArticleListTests(Desk desk)
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        using var author = desk.Stack.Client("aurora", "admin");
        var written = new List<Guid>();
        for (var i = 0; i < 7; i++) written.Add((await Desk.Draft(author, Desk.Content($"Paged {i}", tags: "paging"))).Id);
        var read = new List<Guid>();
        string? after = null;
        do
        {
            var page = (await author.GetFromJsonAsync<JsonObject>($"/api/v1/articles?tag=Paging&limit=3{(after is null ? "" : "&after=" + after)}"))!;
            read.AddRange(page["items"]!.AsArray().Select(i => (Guid)i!["id"]!));
            after = (string?)page["next"];
        } while (after is not null && read.Count < 20);
        read.ShouldBe(Enumerable.Reverse(written));
    }

    [Fact]
    public async Task Filters_are_joined_and_readers_are_answered_by_what_is_published()
    {
        using var author = desk.Stack.Client("aurora", "manager");
        using var agent = desk.Stack.Client("aurora", "agent");
        var danish = await Desk.Published(author, Desk.Content("Retur", language: "da", tags: "listed"));
        await Desk.Draft(author, Desk.Content("Retur kladde", language: "da", tags: "listed"));
        await Desk.Published(author, Desk.Content("Return", tags: "listed"));
        await Desk.Edit(author, danish, Desk.Content("Omdøbt", language: "sv", audience: "staff", tags: "renamed"));
        (await Titles(agent, "tag=listed&language=da-DK&audience=public&state=published&type=faq")).ShouldBe(["Retur"]);
        (await Titles(agent, "tag=renamed")).ShouldBeEmpty();
        (await Titles(agent, "tag=listed&state=draft")).ShouldBeEmpty();
        (await Titles(author, "tag=listed&state=draft")).ShouldBe(["Retur kladde"]);
        (await Titles(author, "tag=renamed&language=sv&state=published")).ShouldBe(["Omdøbt"]);
    }

    [Theory]
    [InlineData("limit=0", 422, "request.limit")]
    [InlineData("limit=101", 422, "request.limit")]
    [InlineData("limit=x", 400, "request.malformed")]
    [InlineData("state=gone", 400, "request.malformed")]
    [InlineData("state=1", 400, "request.malformed")]
    [InlineData("type=novel", 400, "request.malformed")]
    [InlineData("audience=9", 400, "request.malformed")]
    [InlineData("language=klingonisch", 422, "language.unknown")]
    [InlineData("tag=%00", 422, "text.not-allowed")]
    [InlineData("tag=", 422, "text.not-allowed")]
    [InlineData("colour=red", 400, "request.unknown-parameter")]
    [InlineData("after=zzz", 422, "request.cursor")]
    [InlineData("after=", 422, "request.cursor")]
    [InlineData("after=%00%ff", 422, "request.cursor")]
    public async Task A_wrong_parameter_is_a_problem(string query, int status, string code)
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        await Desk.ShouldBeProblem(await author.GetAsync($"/api/v1/articles?{query}"), status, code);
    }

    [Theory]
    [InlineData("""{"K":null,"I":"019a0000-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"K":"'; drop table articles; --","I":"019a0000-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"K":"2026-01-01T00:00:00Z","I":"x"}""")]
    [InlineData("""{"K":{"a":1}}""")]
    [InlineData("[[[[[[[[[[")]
    public async Task A_forged_cursor_is_refused(string cursor)
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        await Desk.ShouldBeProblem(await author.GetAsync($"/api/v1/articles?after={Encoded(cursor)}"), 422, "request.cursor");
    }

    [Theory]
    [InlineData("""{"K":"0001-01-01T00:00:00Z","I":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"K":"2020-01-01T00:00:00+14:00","I":"ffffffff-ffff-ffff-ffff-ffffffffffff"}""")]
    public async Task A_cursor_of_a_strange_place_is_only_a_place(string cursor)
    {
        using var author = desk.Stack.Client("nordlys", "admin");
        (await author.GetFromJsonAsync<JsonObject>($"/api/v1/articles?after={Encoded(cursor)}"))!["items"]!.AsArray().ShouldBeEmpty();
    }

    private static string Encoded(string cursor) => Convert.ToBase64String(Encoding.UTF8.GetBytes(cursor)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task<IEnumerable<string>> Titles(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<JsonObject>($"/api/v1/articles?{query}"))!["items"]!.AsArray().Select(i => (string)i!["title"]!);
}
