using System.Text.RegularExpressions;
using Bogus;
using CustomerOps.Demo.Generating;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Generating;

public sealed partial class WordsTests
{
    public static TheoryData<string> Languages => [.. Words.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_tells_the_same_cases_in_its_own_words(string language)
    {
        var (words, english) = (Words.In(language), Words.In("en"));
        words.Cases.Select(c => (c.Topic, c.Skill)).ShouldBe(english.Cases.Select(c => (c.Topic, c.Skill)));
        words.Articles.Select(a => (a.Tag, a.Type, a.Audience)).ShouldBe(english.Articles.Select(a => (a.Tag, a.Type, a.Audience)));
        var texts = words.Cases.SelectMany(Texts).Concat(words.Articles.SelectMany(a => (string[])[a.Title, a.Body])).ToList();
        texts.ShouldAllBe(t => !string.IsNullOrWhiteSpace(t));
        if (language != "en") texts.Intersect(english.Cases.SelectMany(Texts).Concat(english.Articles.Select(a => a.Body))).ShouldBeEmpty();
        foreach (var comments in (IReadOnlyList<string>[])[words.Praise, words.Middling, words.Anger]) comments.Count(c => c.Length > 0).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Only_known_places_are_left_open(string language) =>
        Words.In(language).Cases.SelectMany(Texts).SelectMany(t => Place().Matches(t)).Select(m => m.Value).Distinct().ShouldBeSubsetOf(["{name}", "{order}", "{product}", "{date}"]);

    [Theory]
    [InlineData("en", "14 November")]
    [InlineData("da", "14. november")]
    [InlineData("sv", "14 november")]
    [InlineData("fi", "14. marraskuuta")]
    [InlineData("hu", "november 14")]
    public void A_day_reads_as_the_language_writes_it(string language, string day) => Words.Day(language, new DateOnly(2026, 11, 14)).ShouldBe(day);

    [Fact]
    public void Hungarian_days_take_the_ending_of_the_texts()
    {
        Words.Day("hu", new DateOnly(2026, 11, 23)).ShouldBe("november 22");
        Words.Day("hu", new DateOnly(2026, 11, 1)).ShouldBe("november 4");
    }

    [Fact]
    public void A_language_without_words_is_answered_in_English() => Words.In("pt-BR").ShouldBeSameAs(Words.In("en"));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Names_are_the_same_for_the_same_seed_and_differ_otherwise(string language)
    {
        string[] Names() => [.. Enumerable.Range(0, 50).Select(i => Words.Name(language, new Randomizer(i)))];
        Names().ShouldBe(Names());
        Names().Distinct().Count().ShouldBeGreaterThan(30);
        Names().ShouldAllBe(n => n.Contains(' '));
    }

    private static IEnumerable<string> Texts(CaseWords words) => [.. words.Subjects, .. words.Bodies, words.Reply, words.Customer, words.Note, words.Solution];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();
}
