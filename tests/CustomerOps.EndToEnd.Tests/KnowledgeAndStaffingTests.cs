using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>The main loop, steps 8 to 10: insight, better article, better rota; and an order told by a partner's message.</summary>
public sealed class KnowledgeAndStaffingTests(RunningSystem system)
{
    private readonly Api _manager = system.As("nordlys", "manager");

    [Fact]
    public async Task An_article_is_found_once_published_and_never_by_another_organisation()
    {
        var word = "zyx" + Guid.NewGuid().ToString("n")[..8];
        var article = await system.As("nordlys", "senior").Send(HttpMethod.Post, "/api/v1/articles", new { title = $"Kettle {word}", body = "Close the lid.", language = "en", audience = "public", type = "troubleshooting" }, expected: HttpStatusCode.Created);
        (await Search("nordlys", word)).Count.ShouldBe(0);
        await system.As("nordlys", "senior").Send(HttpMethod.Put, $"/api/v1/articles/{article.Body["id"]}/publication", null, article.ETag, HttpStatusCode.OK);
        await Until.Finds(() => Search("nordlys", word), hits => hits.Count == 1, 2);
        (await Search("aurora", word)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task From_arrivals_come_forecast_requirement_and_a_feasible_rota()
    {
        var monday = NextMonday();
        var counts = from day in Enumerable.Range(1, 56) let date = monday.AddDays(-day) where date < DateOnly.FromDateTime(DateTime.UtcNow) && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                     from half in Enumerable.Range(16, 16) select new { start = $"{date:yyyy-MM-dd}T{half / 2:00}:{half % 2 * 30:00}", count = 20 + half };
        await _manager.Send(HttpMethod.Post, "/api/v1/arrivals", new { channel = "phone", counts = counts.ToList() }, expected: HttpStatusCode.OK);
        await Hire(8);

        var forecast = await _manager.Send(HttpMethod.Post, "/api/v1/forecasts", new { channel = "phone", from = $"{monday:yyyy-MM-dd}", to = $"{monday.AddDays(6):yyyy-MM-dd}" }, expected: HttpStatusCode.Created);
        var required = await _manager.Get($"/api/v1/staffing-requirements?forecastId={forecast.Body["id"]}&ahtSeconds=180");
        required["agentHours"]!.GetValue<double>().ShouldBeGreaterThan(50);
        var week = $"{ISOWeek.GetYear(monday.ToDateTime(default))}-W{ISOWeek.GetWeekOfYear(monday.ToDateTime(default)):00}";
        await _manager.Send(HttpMethod.Post, $"/api/v1/rotas/{week}/solution", new { forecastId = forecast.Body["id"]!.GetValue<string>(), ahtSeconds = 180 }, expected: HttpStatusCode.Created);
        var rota = await _manager.Get($"/api/v1/rotas/{week}");
        rota["plan"]!["shifts"]!.GetValue<int>().ShouldBeGreaterThan(10);
        rota["plan"]!["coveredHours"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    private async Task Hire(int people)
    {
        var admin = system.As("nordlys", "admin");
        for (var i = 0; i < people; i++)
        {
            var hired = await admin.Send(HttpMethod.Post, "/api/v1/organisation/people", new { name = $"Agent {i}", email = $"agent{Guid.NewGuid():n}@nordlys.example", language = "nb", roles = (string[])["agent"] }, expected: HttpStatusCode.Created);
            var path = $"/api/v1/people/{hired.Body["id"]!.GetValue<string>()}";
            var (known, _) = await Until.Finds(() => _manager.Send(HttpMethod.Get, path), a => a.Status == HttpStatusCode.OK);
            await _manager.Send(HttpMethod.Put, $"{path}/contract", new { weeklyHoursMin = 20, weeklyHoursMax = 37, shiftHoursMax = 8 }, known.ETag, HttpStatusCode.OK);
        }
    }

    private async Task<JsonArray> Search(string organisation, string word) =>
        (await system.As(organisation, "agent").Get($"/api/v1/articles/search?q={word}&language=en"))["items"]!.AsArray();

    private static DateOnly NextMonday()
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
        while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(1);
        return day;
    }
}
