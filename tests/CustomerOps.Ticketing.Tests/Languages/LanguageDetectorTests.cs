using CustomerOps.Ticketing.Languages;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Languages;

public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("en", "Where is my parcel? It was to be delivered on Monday and I still have not got it.")]
    [InlineData("en", "Card not working")]
    [InlineData("en", "What do I do if my top-up was reverted?")]
    [InlineData("da", "Hej, jeg har ikke fået min pakke endnu. Hvornår kommer den, og hvad skal jeg gøre?")]
    [InlineData("da", "Min lampe gik i stykker efter to dage. Kan jeg få pengene tilbage?")]
    [InlineData("nb", "Hei, jeg har ikke fått pakken min ennå. Når kommer den, og hva skal jeg gjøre?")]
    [InlineData("nb", "Lampen ble ødelagt etter to dager. Kan dere hjelpe meg med noe nytt?")]
    [InlineData("sv", "Hej, jag har inte fått mitt paket ännu. När kommer det, och vad ska jag göra?")]
    [InlineData("sv", "Lampan gick sönder efter två dagar. Hur får jag tillbaka pengarna?")]
    [InlineData("fi", "Hei, en ole vielä saanut pakettiani. Milloin se tulee ja mitä minun pitää tehdä?")]
    [InlineData("fi", "Lamppu meni rikki kahden päivän jälkeen. Voinko saada rahat takaisin?")]
    [InlineData("hu", "Jó napot, még nem kaptam meg a csomagomat. Mikor érkezik, és mit kell tennem?")]
    [InlineData("hu", "A lámpa két nap után elromlott. Visszakaphatom a pénzt?")]
    public void Finds_the_language_of_a_customers_words(string language, string text)
    {
        LanguageDetector.Detect(text, "en").ShouldBe(language);
        LanguageDetector.Detect(text, "fi").ShouldBe(language);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345 67890 !!!")]
    [InlineData("SKU-77 XPS13")]
    [InlineData("привет")]
    public void Says_what_is_expected_where_the_text_says_nothing(string text) => LanguageDetector.Detect(text, "sv").ShouldBe("sv");

    [Fact]
    public void Words_that_neighbours_share_are_decided_by_what_the_customer_wrote_before()
    {
        LanguageDetector.Detect("en lampe", "da").ShouldBe("da");
        LanguageDetector.Detect("en lampe", "nb").ShouldBe("nb");
    }

    [Fact]
    public void A_customers_language_that_is_none_of_the_six_is_kept_for_a_text_without_words() => LanguageDetector.Detect("???", "pt-BR").ShouldBe("pt-BR");
}
