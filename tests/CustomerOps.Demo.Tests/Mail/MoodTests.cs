using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Mail;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Mail;

public sealed class MoodTests
{
    private static readonly Mood[] s_moods = [.. Enumerable.Range(0, 2000).Select(i => Mood.Of($"customer{i}@shop.example"))];

    [Fact]
    public void Scores_lie_on_their_scales_and_agree_with_each_other()
    {
        s_moods.ShouldAllBe(m => m.Nps >= 0 && m.Nps <= 10 && m.Csat >= 1 && m.Csat <= 5 && m.Ces >= 1 && m.Ces <= 7);
        s_moods.Where(m => m.Nps >= 9).Average(m => m.Csat).ShouldBeGreaterThan(4);
        s_moods.Where(m => m.Nps <= 6).ShouldAllBe(m => m.Csat <= 3);
    }

    [Fact]
    public void There_are_promoters_undecided_and_detractors()
    {
        Share(m => m.Nps >= 9).ShouldBe(0.52, 0.04);
        Share(m => m.Nps is 7 or 8).ShouldBe(0.27, 0.04);
        Share(m => m.Nps <= 6).ShouldBe(0.21, 0.04);
    }

    [Theory]
    [InlineData("da")]
    [InlineData("hu")]
    public void Most_detractors_say_why_in_their_language(string language)
    {
        var said = s_moods.Where(m => m.Nps <= 6).Select(m => m.Comment(Words.In(language))).ToList();
        said.Count(c => c is not null).ShouldBeGreaterThan(said.Count / 2);
        said.OfType<string>().Distinct().ShouldBeSubsetOf(Words.In(language).Anger);
        s_moods.Select(m => m.Comment(Words.In(language))).OfType<string>().ShouldAllBe(c => c.Length > 0);
    }

    [Fact]
    public void The_same_customer_always_feels_the_same()
    {
        var (one, again) = (Mood.Of("a@b.example"), Mood.Of("a@b.example"));
        (one.Nps, one.Csat, one.Ces, one.Comment(Words.In("en"))).ShouldBe((again.Nps, again.Csat, again.Ces, again.Comment(Words.In("en"))));
        Enumerable.Range(0, 2000).Count(i => Mood.Answers($"customer{i}@shop.example", 0.6)).ShouldBeInRange(1100, 1300);
    }

    private static double Share(Func<Mood, bool> is_) => s_moods.Count(is_) / (double)s_moods.Length;
}
