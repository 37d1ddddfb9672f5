using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class CalendarTests(TicketingStack door)
{
    private static readonly object[] s_week = [new { day = "wednesday", from = "09:00", to = "17:00" }, new { day = "thursday", from = "22:00:30", to = "24:00" }];

    [Fact]
    public async Task A_calendar_is_laid_out_with_breaks_holidays_single_dates_and_the_hour_that_is_missing_in_spring()
    {
        var made = await door.Manager.Post("/calendars", new
        {
            name = Name(), timeZone = "Europe/Copenhagen", week = new object[] { new { day = "sunday", from = "01:00", to = "04:00" }, new { day = "monday", from = "09:00", to = "17:00" } },
            breaks = new[] { new { day = "monday", from = "12:00", to = "12:30" } },
            dates = new[] { new { date = "2026-03-31", open = new[] { new { from = "10:00", to = "11:00" } } } }, holidays = new object[] { new { on = "04-06", name = "Easter Monday" }, new { on = "2026-03-31" } },
        });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        // The clocks go forward on Sunday 29 March at 02:00.
        var hours = (await door.Agent.Get($"/calendars/{made.Id}/hours?from=2026-03-29&days=9")).Items;
        hours.Where(h => (bool)h["open"]!).Select(h => $"{(DateTimeOffset)h["from"]!:dd HH:mm}-{(DateTimeOffset)h["to"]!:HH:mm}")
            .ShouldBe(["29 00:00-01:00", "29 01:00-02:00", "30 07:00-10:00", "30 10:30-15:00", "31 08:00-09:00", "04 23:00-02:00"], "UTC, and the holiday on 6 April closes Monday");
        hours.ShouldContain(h => (string)h["reason"]! == "break");
        hours.ShouldContain(h => (string?)h["name"] == "Easter Monday");
    }

    [Fact]
    public async Task Every_change_of_hours_is_a_version_and_the_ones_before_stay()
    {
        var name = Name();
        var made = await door.Manager.Post("/calendars", new { name, week = s_week });
        (await door.Manager.PutFresh($"/calendars/{made.Id}", "", new { name = name + " 2", week = s_week })).Body["number"]!.GetValue<int>().ShouldBe(1, "only the name is another");
        var changed = await door.Manager.PutFresh($"/calendars/{made.Id}", "", new { name, week = new[] { new { day = "friday", from = "10:00", to = "12:00" } } });
        ((int)changed.Body["number"]!, (string)changed.Body["week"]![0]!["from"]!).ShouldBe((2, "10:00"));
        var versions = (await door.Agent.Get($"/calendars/{made.Id}/versions?limit=1"));
        ((int)versions.Items[0]["number"]!).ShouldBe(2);
        var older = (await door.Agent.Get($"/calendars/{made.Id}/versions?limit=1&after={versions.Text("next")}")).Items[0];
        ((int)older["number"]!, (string)older["week"]![1]!["from"]!, older["id"]!.ToString()).ShouldBe((1, "22:00:30", made.Text("versionId")));
        (await door.Manager.Call(HttpMethod.Put, $"/calendars/{made.Id}", new { name, week = s_week }, made.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.DeleteFresh($"/calendars/{made.Id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"/calendars/{made.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Holidays_come_from_an_ical_text_and_the_same_source_again_replaces_them()
    {
        var made = await door.Manager.Post("/calendars", new { name = Name(), week = s_week, holidays = new[] { new { on = "05-01", name = "Typed in" } } });
        (await Import("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas")).ShouldBe(["05-01", "12-25"]);
        (await Import("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve")).ShouldBe(["05-01", "2026-12-24"]);
        var refused = await door.Manager.Post($"/calendars/{made.Id}/holiday-imports", new { source = "x", text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=SECONDLY\nEND:VEVENT" });
        ((int)refused.Status, refused.Text("code")).ShouldBe((422, "calendar.ical-rule"));

        async Task<string[]> Import(string lines)
        {
            var imported = await door.Manager.Post($"/calendars/{made.Id}/holiday-imports", new { source = "feed", text = $"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR" });
            imported.Status.ShouldBe(HttpStatusCode.Created, imported.Body.ToJsonString());
            return [.. imported.Body["holidays"]!.AsArray().Select(h => (string)h!["on"]!)];
        }
    }

    [Fact]
    public async Task A_queue_and_a_branch_have_one_calendar_and_the_queues_goes_first()
    {
        var (branch, queue) = (Name(), Name());
        var ofBranch = await door.Manager.Post("/calendars", new { name = Name(), week = s_week, branches = new[] { branch } });
        var ofQueue = await door.Manager.Post("/calendars", new { name = Name(), week = s_week, queues = new[] { queue } });
        (await door.Manager.Post("/calendars", new { name = Name(), week = s_week, branches = new[] { branch } })).Text("code").ShouldBe("calendar.branch-taken");
        (await Counted($"branch={branch}")).ShouldBe(ofBranch.Id);
        (await Counted($"branch={branch}&queue={queue}")).ShouldBe(ofQueue.Id);
        (await Counted("branch=elsewhere")).ShouldNotBe(ofBranch.Id);

        async Task<Guid> Counted(string ticket) => (Guid)(await door.Agent.Get($"/sla-policies/preview?{ticket}")).Body["calendarId"]!;
    }

    [Theory]
    [InlineData("""{"name":"n","week":[]}""", 400, "request.invalid")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"18:00","to":"08:00"}]}""", 422, "business-hours.empty-opening")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"25:00","to":"26:00"}]}""", 422, "business-hours.clock")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"08:00","to":"12:00"}],"breaks":[{"day":"monday","from":"00:00","to":"24:00"}]}""", 422, "business-hours.never-open")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"08:00","to":"12:00"}],"breaks":[{"day":"monday","from":"09:00","to":"10:00"},{"day":"monday","from":"09:30","to":"11:00"}]}""", 422, "business-hours.overlap")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"08:00","to":"12:00"}],"holidays":[{"on":"02-30"}]}""", 422, "calendar.holiday")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"08:00","to":"12:00"}],"timeZone":"Mars/Base"}""", 422, "business-hours.time-zone")]
    [InlineData("""{"name":"n","week":[{"day":"monday","from":"08:00","to":"12:00"}],"dates":[{"date":"2026-12-24","open":[]},{"date":"2026-12-24","open":[]}]}""", 422, "calendar.date-twice")]
    public async Task A_calendar_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var answer = await door.Manager.Post("/calendars", body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code));
    }

    [Fact]
    public async Task The_organisations_own_calendar_stays_and_names_no_queue()
    {
        var own = (await door.Agent.Get("/calendars")).Items[0];
        ((bool)own["isDefault"]!).ShouldBeTrue();
        var path = $"/calendars/{own["id"]}";
        (await door.Manager.DeleteFresh(path, "")).Text("code").ShouldBe("calendar.default");
        (await door.Manager.PutFresh(path, "", new { name = "Own", week = s_week, queues = new[] { "seniors" } })).Text("code").ShouldBe("calendar.default");
        (await door.Stranger.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Name() => $"n{Guid.NewGuid():n}"[..14];
}
