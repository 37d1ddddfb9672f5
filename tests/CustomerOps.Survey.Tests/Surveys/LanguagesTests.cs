using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Tests.Surveys;

public class LanguagesTests
{
    [Theory]
    [InlineData("nb", "nb da sv en")]
    [InlineData("nn-NO", "nb da sv en")]
    [InlineData("no", "nb da sv en")]
    [InlineData("da-DK", "da nb sv en")]
    [InlineData("sv", "sv nb da en")]
    [InlineData("fi-FI", "fi sv en")]
    [InlineData("hu", "hu en")]
    [InlineData("de-AT", "de en")]
    [InlineData("<script>", "en en")]
    [InlineData("", "en en")]
    public void Readers_get_the_nearest_language(string language, string chain) => Languages.Chain(language).ShouldBe(chain.Split(' '));

    [Fact]
    public void A_text_is_the_first_of_the_chain_and_any_rather_than_none()
    {
        var texts = new Dictionary<string, string> { ["sv"] = "hej", ["en"] = "hello" };
        Languages.Pick(texts, "nb").ShouldBe("hej");
        Languages.Pick(texts, "hu").ShouldBe("hello");
        Languages.Pick(new Dictionary<string, string> { ["hu"] = "szia", ["fi"] = "moi" }, "de").ShouldBe("moi");
    }

    [Fact]
    public void Our_own_words_exist_for_everybody() => Languages.Own("de-AT").ShouldBe("en");
}
