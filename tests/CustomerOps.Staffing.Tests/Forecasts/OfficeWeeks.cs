using System.Net;
using System.Text.Json;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;

namespace CustomerOps.Staffing.Tests.Forecasts;

/// <summary>Eight weeks of the same number of contacts each half-hour from 08:00 to 16:00, Monday to Friday.</summary>
internal static class OfficeWeeks
{
    private const int Weeks = 8;

    /// <summary>Imports the weeks up to now and forecasts the one that starts on <paramref name="monday"/>.</summary>
    public static async Task<JsonElement> Forecast(HttpClient manager, string channel, DateOnly monday, int contacts)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var last = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var counts =
            from week in Enumerable.Range(1, Weeks)
            from day in Enumerable.Range(0, 5)
            from slot in Enumerable.Range(16, 16)
            select new { start = $"{last.AddDays(day - (7 * week)):yyyy-MM-dd}T{slot / 2:00}:{slot % 2 * 30:00}", count = contacts };
        using var stored = await manager.Post("/api/v1/arrivals", new { channel, timeZone = "Europe/Copenhagen", counts });
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
        using var made = await manager.Post("/api/v1/forecasts", new { channel, from = $"{monday:yyyy-MM-dd}", to = $"{monday.AddDays(6):yyyy-MM-dd}" });
        made.Headers.Location.ShouldNotBeNull();
        return await made.Json(HttpStatusCode.Created);
    }
}
