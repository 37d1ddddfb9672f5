using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ArticleHtmlTests
{
    [Theory]
    [InlineData("# Returns", "<h1>Returns</h1>")]
    [InlineData("**14** days", "<strong>14</strong>")]
    [InlineData("[form](https://shop.example/form)", "href=\"https://shop.example/form\"")]
    [InlineData("[call](tel:+4512345678)", "href=\"tel:+4512345678\"")]
    [InlineData("[next](/help/next)", "href=\"/help/next\"")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<table>")]
    public void Markdown_becomes_html(string markdown, string html) => ArticleHtml.Render(markdown).ShouldContain(html);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("hello <img src=x onerror=alert(1)> there")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x](&#1;javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](data:image/svg+xml;base64,PHN2Zz4=)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][1]\n\n[1]: vbscript:alert(1)")]
    [InlineData("# Title {onclick=alert(1)}")]
    [InlineData("[a](https://x.example \"\\\" onmouseover=alert(1)\")")]
    public void Nothing_in_it_can_run(string markdown)
    {
        var page = ArticleHtml.Render(markdown);
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldNotContain("<svg", Case.Insensitive);
        page.ShouldNotMatch("<[a-z][^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+\\s*=");
        page.ShouldNotMatch("(?i)(href|src)=\"[^\"]*(script|data)\\s*:");
    }

    [Fact]
    public void Plain_text_holds_the_words_and_no_marks() =>
        ArticleHtml.PlainText("# Lost card\n\n1. Call **us** at `once`\n2. [Order](https://x.example) a new one & wait").ShouldBe("Lost card\nCall us at once\nOrder a new one & wait");

    [Fact]
    public void Text_that_is_nested_too_deeply_is_refused() =>
        Should.Throw<RuleViolation>(() => ArticleHtml.Render(new string('>', 20_000) + "x")).Code.ShouldBe("article.too-nested");
}
