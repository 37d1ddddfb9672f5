using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Tests.Invitations;

public class ContactPolicyTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_willing_customer_is_asked() => Refusal().ShouldBeNull();

    [Fact]
    public void The_first_rule_that_fails_is_the_reason()
    {
        Refusal(Solved() with { IsFollowUp = true }, survey: false).ShouldBe("follow-up");
        Refusal(survey: false, reopened: s_now).ShouldBe("no-survey");
        Refusal(Solved() with { Email = null }, reopened: s_now).ShouldBe("reopened");
        Refusal(Solved() with { Email = null }, consents: false).ShouldBe("no-address");
        Refusal(consents: false, rate: 0).ShouldBe("no-consent");
        Refusal(rate: 0, lastAsked: s_now).ShouldBe("sampled-out");
        Refusal(lastAsked: s_now).ShouldBe("recently-asked");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b\r\nBcc: c@d.example")]
    [InlineData("Kari <kari@example.org>")]
    [InlineData("a b@example.org")]
    public void What_is_no_address_is_not_written_to(string email) => Refusal(Solved() with { Email = email }).ShouldBe("no-address");

    [Fact]
    public void A_reopening_before_the_solution_does_not_count() => Refusal(reopened: s_now.AddMinutes(-1)).ShouldBeNull();

    [Fact]
    public void Quarantine_ends_to_the_instant()
    {
        Refusal(lastAsked: s_now.AddDays(-30).AddMilliseconds(1)).ShouldBe("recently-asked");
        Refusal(lastAsked: s_now.AddDays(-30)).ShouldBeNull();
        Refusal(lastAsked: s_now, quarantine: 0).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Sampling_keeps_the_rate(double rate)
    {
        var survey = Guid.NewGuid();
        var asked = Enumerable.Range(0, 20_000).Count(_ => ContactPolicy.InSample(Guid.NewGuid(), survey, rate));
        asked.ShouldBeInRange((int)(20_000 * rate) - 400, (int)(20_000 * rate) + 400);
    }

    [Fact]
    public void Sampling_is_the_same_each_time_and_only_grows_with_the_rate()
    {
        var (customer, survey) = (Guid.NewGuid(), Guid.NewGuid());
        var sides = Enumerable.Range(0, 101).Select(i => ContactPolicy.InSample(customer, survey, i / 100.0)).ToList();
        sides.ShouldBe(Enumerable.Range(0, 101).Select(i => ContactPolicy.InSample(customer, survey, i / 100.0)));
        sides.ShouldBe(sides.OrderBy(s => s));
        (sides[0], sides[100]).ShouldBe((false, true));
    }

    private static Trigger Solved() => new(TriggerKind.Ticket, Guid.NewGuid(), s_now, Guid.NewGuid(), "Kari", "kari@example.org", "nb", true, "main");

    private static string? Refusal(Trigger? trigger = null, bool survey = true, DateTimeOffset? reopened = null, bool consents = true, DateTimeOffset? lastAsked = null, double rate = 1, int quarantine = 30) =>
        ContactPolicy.Refusal(trigger ?? Solved(), survey ? CustomerSurvey.Draft(DefaultSurveys.TicketSolved(["en"]) with { SamplingRate = rate, QuarantineDays = quarantine }, s_now) : null, reopened, consents, lastAsked, s_now);
}
