using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed class ArticleTests
{
    private static readonly Guid s_author = Guid.NewGuid();
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_draft_has_no_version_until_it_is_published()
    {
        var article = Draft();
        (article.State, article.LastVersion, article.Changed).ShouldBe((ArticleState.Draft, 0, true));
        var version = article.Publish(s_author, s_now)!;
        (version.Number, version.Title, version.PublishedAt).ShouldBe((1, "Returns", s_now));
        (article.State, article.LastVersion, article.Changed).ShouldBe((ArticleState.Published, 1, false));
    }

    [Fact]
    public void Publishing_what_readers_see_already_does_nothing()
    {
        var article = Draft();
        article.Publish(s_author, s_now);
        article.Publish(s_author, s_now.AddDays(1)).ShouldBeNull();
        article.Edit(Content(), s_author, s_now);
        article.Publish(s_author, s_now.AddDays(1)).ShouldBeNull();
        article.LastVersion.ShouldBe(1);
    }

    [Fact]
    public void An_edit_is_published_as_the_next_version()
    {
        var article = Draft();
        article.Publish(s_author, s_now);
        article.Edit(Content() with { Body = "30 days." }, s_author, s_now);
        (article.Changed, article.State).ShouldBe((true, ArticleState.Published));
        article.Publish(s_author, s_now)!.Number.ShouldBe(2);
    }

    [Fact]
    public void What_was_withdrawn_can_be_published_again()
    {
        var article = Draft();
        var seen = Publication.Of(article.Publish(s_author, s_now)!);
        article.Withdraw(seen, s_author, s_now);
        article.State.ShouldBe(ArticleState.Withdrawn);
        article.Publish(s_author, s_now)!.Number.ShouldBe(2);
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("NB", "nb")]
    [InlineData("no", "nb")]
    [InlineData("fi", "fi")]
    public void The_language_is_what_counts(string tag, string language) =>
        Article.Draft(Content() with { Language = tag }, s_author, s_now).Language.ShouldBe(language);

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en_GB")]
    [InlineData("da\n")]
    public void What_is_no_language_is_refused(string tag) =>
        Should.Throw<RuleViolation>(() => Article.Draft(Content() with { Language = tag }, s_author, s_now)).Code.ShouldBe("language.unknown");

    [Fact]
    public void Tags_are_lower_case_once_each_and_in_order() =>
        Article.Draft(Content() with { Tags = ["Refund", "card", "refund "] }, s_author, s_now).Tags.ShouldBe(["card", "refund"]);

    private static Article Draft() => Article.Draft(Content(), s_author, s_now);

    private static ArticleContent Content() => new("Returns", "14 days.", "en");
}
