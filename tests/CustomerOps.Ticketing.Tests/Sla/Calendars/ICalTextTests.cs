using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Calendars;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla.Calendars;

public sealed class ICalTextTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Fact]
    public void A_single_day_is_that_date_and_several_days_are_each_of_them()
    {
        Days("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve").ShouldBe(["2026-12-24 Eve"]);
        Days("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227").ShouldBe(["2026-12-24 ", "2026-12-25 ", "2026-12-26 "]);
    }

    [Fact]
    public void Every_year_on_the_same_day_is_a_yearly_holiday() => Days("DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas").ShouldBe(["12-25 Christmas"]);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20271231", "2025-11-27,2026-11-26,2027-11-25")]
    [InlineData("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20270601T000000Z", "2026-05-25,2027-05-31")]
    [InlineData("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;COUNT=3", "2028-02-29,2032-02-29")]
    [InlineData("DTSTART;VALUE=DATE:20260701\nRRULE:FREQ=YEARLY;INTERVAL=2;COUNT=3\nEXDATE;VALUE=DATE:20280701", "2026-07-01,2030-07-01")]
    public void Other_recurrences_are_laid_out(string lines, string dates) => Days(lines).Select(d => d.Trim()).ShouldBe(dates.Split(','));

    [Fact]
    public void Long_lines_are_folded_parameters_may_be_quoted_and_text_is_escaped() =>
        Days("DTSTART;X=\"a:b;c\";VALUE=DATE:20260101\r\nSUMMARY;LANGUAGE=da:Ny\r\n t\\, godt \\; år").ShouldBe(["2026-01-01 Nyt, godt ; år"]);

    [Theory]
    [InlineData("DTSTART:20260101T100000Z\nSUMMARY:A meeting")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nSTATUS:CANCELLED")]
    [InlineData("SUMMARY:Without a date")]
    public void Events_that_are_no_day_off_are_passed_over(string lines) => Days(lines).ShouldBeEmpty();

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=SECONDLY", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYEASTER=1", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYDAY=MO", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=13", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=9MO", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;INTERVAL=0", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;UNTIL=tomorrow", "calendar.ical-rule")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260101", "calendar.ical")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101", "calendar.ical")]
    public void What_is_not_understood_is_refused(string lines, string code) => Should.Throw<RuleViolation>(() => Days(lines)).Code.ShouldBe(code);

    [Fact]
    public void A_text_that_is_no_calendar_is_refused() => Should.Throw<RuleViolation>(() => ICalText.Read("<html>")).Code.ShouldBe("calendar.ical");

    [Fact]
    public void A_text_of_many_events_is_refused_before_it_is_laid_out() =>
        Should.Throw<RuleViolation>(() => ICalText.Read(Of(string.Concat(Enumerable.Repeat("END:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101\n", 2_100))))).Code.ShouldBe("calendar.ical");

    private static List<string> Days(string lines) =>
        [.. ImportHolidays.Holidays(ICalText.Read(Of(lines)), "test", Today).Select(h => $"{(h.Date is { } d ? $"{d:O}" : $"{h.Month:00}-{h.Day:00}")} {h.Name}")];

    private static string Of(string lines) => $"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n";
}
