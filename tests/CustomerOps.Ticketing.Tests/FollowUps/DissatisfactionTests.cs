using CustomerOps.Contracts.Survey;
using CustomerOps.Ticketing.FollowUps;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.FollowUps;

public sealed class DissatisfactionTests
{
    [Theory]
    [InlineData(0, null, true)]
    [InlineData(6, null, true)]
    [InlineData(7, null, false)]
    [InlineData(null, 2, true)]
    [InlineData(null, 3, false)]
    [InlineData(9, 1, true)]
    [InlineData(null, null, false)]
    public void A_detractor_or_an_unhappy_customer_gets_a_person(int? nps, int? csat, bool followedUp) => Dissatisfaction.IsIn(Answer(nps, csat)).ShouldBe(followedUp);

    [Fact]
    public void The_first_note_holds_the_scores_and_the_customers_own_words()
    {
        var note = Dissatisfaction.Note(Answer(3, 2), null);
        note.ShouldContain("NPS 3 of 10");
        note.ShouldContain("CSAT 2 of 5");
        note.ShouldContain("Nobody called back");
    }

    private static SurveyAnswered Answer(int? nps, int? csat) =>
        new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "ticket", null, null, null, "en", nps, csat, null, "Nobody called back", DateTimeOffset.UtcNow);
}
