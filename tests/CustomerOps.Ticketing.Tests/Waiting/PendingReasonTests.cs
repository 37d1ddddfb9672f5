using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Waiting;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Waiting;

public sealed class PendingReasonTests
{
    private static readonly WeekHours Hours = (CalendarSpec.Usual("UTC") with { Holidays = [new Holiday("Constitution day", new DateOnly(2026, 6, 5), null, null)] }).Compile();

    [Theory]
    [InlineData("da", "en", "dansk")]
    [InlineData("da-DK", "en", "dansk")]
    [InlineData("fr", "da", "dansk")]
    [InlineData("fr", "fi", "english")]
    [InlineData("de", "de", "english")]
    public void A_text_is_found_for_every_language(string language, string house, string text) => Reason().TextFor(language, house).ShouldBe(text);

    [Fact]
    public void Without_any_of_ours_the_first_there_is_is_taken()
    {
        var reason = new PendingReason("r");
        reason.Set("t", 1, ChaseUnit.BusinessDays, 1, false, new Dictionary<string, string> { ["pl"] = "polski", ["de"] = "deutsch" });
        reason.TextFor("fr", "es").ShouldBe("deutsch");
    }

    [Theory]
    [InlineData("BusinessHours", 4, "2026-06-04T16:00", "2026-06-08T10:00")] // two hours on Thursday, the holiday and a weekend, two on Monday
    [InlineData("BusinessDays", 1, "2026-06-04T16:00", "2026-06-08T16:00")]
    [InlineData("BusinessDays", 2, "2026-06-03T07:00", "2026-06-08T08:00")] // before the doors open: when they do
    [InlineData("BusinessDays", 1, "2026-06-03T20:00", "2026-06-08T08:00")] // after they close: the next opening
    public void Only_open_time_and_working_days_count(string unit, int every, string from, string next)
    {
        var reason = new PendingReason("r");
        reason.Set("t", every, Enum.Parse<ChaseUnit>(unit), 3, true, new Dictionary<string, string> { ["en"] = "x" });
        reason.NextChase(Hours, DateTimeOffset.Parse(from + "Z")).ShouldBe(DateTimeOffset.Parse(next + "Z"));
    }

    [Fact]
    public void It_has_words() => Should.Throw<RuleViolation>(() => new PendingReason("r").Set("t", 1, ChaseUnit.BusinessDays, 1, true, new Dictionary<string, string>())).Code.ShouldBe("pending-reason.wordless");

    private static PendingReason Reason()
    {
        var reason = new PendingReason("r");
        reason.Set("t", 1, ChaseUnit.BusinessDays, 1, true, new Dictionary<string, string> { ["en"] = "english", ["da"] = "dansk" });
        return reason;
    }
}
