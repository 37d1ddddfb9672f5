using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.Search;

public sealed class SearchRoutesTests(Desk desk)
{
    [Theory]
    [InlineData("da", "Returret på tøj", "Du kan fortryde dit køb i 30 dage.", "hvordan fortryder jeg et køb")]
    [InlineData("nb", "Angrerett på klær", "Du kan angre kjøpet i 30 dager.", "kan jeg angre kjøp av klær?")]
    [InlineData("sv", "Ångerrätt på skor", "Du kan ångra köpet i 30 dagar.", "ångra ett köp av en sko")]
    [InlineData("fi", "Ostosten palauttaminen", "Voit palauttaa tuotteen 30 päivän ajan.", "miten palautan tuotteita")]
    [InlineData("hu", "Termékek visszaküldése", "A terméket 30 napon belül küldheti vissza.", "vissza akarom küldeni a terméket")]
    [InlineData("de", "Rückgabe von Kleidung", "Sie können Einkäufe 30 Tage lang zurückgeben.", "Einkauf zurück geben")]
    [InlineData("en", "Returning clothes", "You may return purchases for 30 days.", "how do I return a purchase")]
    [InlineData("cy", "Dychwelyd dillad", "Gallwch ddychwelyd pryniannau am 30 diwrnod.", "dychwelyd dillad")]
    public async Task An_article_is_found_at_once_in_its_language(string language, string title, string body, string question)
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        using var agent = desk.Stack.Client("nordlys", "agent");
        var article = await Desk.Published(author, Desk.Content(title, body, language));
        (await Desk.Found(agent, question, language))[0].ShouldBe(article.Id);
        (await Desk.Found(agent, question)).ShouldContain(article.Id);
    }

    [Theory]
    [InlineData("replacment card hedgehogs")]
    [InlineData("hedgheog")]
    [InlineData("HEDGEHÓG")]
    public async Task Typing_errors_and_accents_do_not_hide_it(string typed)
    {
        using var author = desk.Stack.Client("aurora", "senior");
        await Desk.Published(author, Desk.Content("Hedgehog replacement cards", "Order a new one."));
        await Desk.Published(author, Desk.Content("Opening hours", "From nine to five."));
        var answer = await author.GetFromJsonAsync<JsonObject>($"/api/v1/articles/search?language=en&q={Uri.EscapeDataString(typed)}");
        ((string)answer!["items"]![0]!["title"]!).ShouldBe("Hedgehog replacement cards");
    }

    [Fact]
    public async Task The_snippet_is_safe_html_with_the_words_marked()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        await Desk.Published(author, Desk.Content("Pangolin care", "Never feed <script>alert('x')</script> & pangolins after noon."));
        var hit = (await author.GetFromJsonAsync<JsonObject>("/api/v1/articles/search?q=feeding+pangolins"))!["items"]![0]!;
        ((string)hit["title"]!).ShouldBe("Pangolin care");
        var snippet = (string)hit["snippet"]!;
        snippet.ShouldContain("<mark>pangolins</mark>");
        snippet.ShouldContain("&amp; ");
        snippet.ShouldNotContain("<script");
        ((double)hit["score"]!).ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task Nothing_similar_means_nothing_found()
    {
        using var agent = desk.Stack.Client("nordlys", "agent");
        (await Desk.Found(agent, "xqzjwv kvbqxz")).ShouldBeEmpty();
        (await Desk.Found(agent, "???")).ShouldBeEmpty();
        (await Desk.Found(agent, "the and of", "en")).Count.ShouldBeLessThanOrEqualTo(10);
    }

    [Theory]
    [InlineData("", 400, "request.malformed")]
    [InlineData("?q=", 422, "text.not-allowed")]
    [InlineData("?q=%20", 422, "text.not-allowed")]
    [InlineData("?q=a%00b", 422, "text.not-allowed")]
    [InlineData("?q=a%EF%BF%BE", 422, "text.not-allowed")]
    [InlineData("?q=a&limit=0", 422, "request.limit")]
    [InlineData("?q=a&limit=21", 422, "request.limit")]
    [InlineData("?q=a&limit=ten", 400, "request.malformed")]
    [InlineData("?q=a&language=", 422, "language.unknown")]
    [InlineData("?q=a&language=en%27", 422, "language.unknown")]
    [InlineData("?q=a&sort=age", 400, "request.unknown-parameter")]
    public async Task A_wrong_question_is_a_problem(string query, int status, string code)
    {
        using var agent = desk.Stack.Client("nordlys", "agent");
        await Desk.ShouldBeProblem(await agent.GetAsync("/api/v1/articles/search" + query), status, code);
    }

    [Theory]
    [InlineData("'; drop table articles; --")]
    [InlineData("a | b & !c <-> (d:*")]
    [InlineData("%_\\ $1 {0} \"quoted\"")]
    [InlineData("🙂🙂 ﷽ ‮ abc")]
    [InlineData("\ufffd")]
    public async Task Any_characters_are_only_characters(string typed)
    {
        using var agent = desk.Stack.Client("nordlys", "agent");
        (await agent.GetAsync($"/api/v1/articles/search?q={Uri.EscapeDataString(typed)}")).EnsureSuccessStatusCode();
        await Desk.ShouldBeProblem(await agent.GetAsync($"/api/v1/articles/search?q={new string('a', 501)}"), 422, "search.query-too-long");
    }
}
