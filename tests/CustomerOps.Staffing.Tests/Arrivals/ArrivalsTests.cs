using System.Globalization;
using System.Net;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Arrivals;

[Collection(StaffingStack.Collection)]
public sealed class ArrivalsTests(StaffingStack stack)
{
    [Fact]
    public async Task Each_ticket_counts_once_in_its_half_hour()
    {
        var start = DateTimeOffset.Parse("2025-03-03T10:30:00Z", CultureInfo.InvariantCulture);
        var twice = Guid.CreateVersion7();
        await stack.TellTicket("social", start.AddMinutes(3), twice);
        await stack.TellTicket("social", start.AddMinutes(3), twice);
        await stack.TellTicket("social", start.AddMinutes(29));
        await stack.TellTicket("social", start.AddMinutes(30));
        await stack.TellTicket("social", start.AddMinutes(5), origin: "survey-follow-up");
        using var analyst = stack.As("analyst");
        await Eventually.True(async () => (await Counted(analyst)).Sum() == 3, "three contacts should be counted");
        await Task.Delay(300);
        (await Counted(analyst)).ShouldBe([2, 1]);
        using var aurora = stack.As("analyst", "aurora");
        (await Counted(aurora)).ShouldBeEmpty();

        static async Task<List<int>> Counted(HttpClient client) => [.. (await client.All("/api/v1/arrivals?channel=social&from=2025-03-03T00:00:00Z&to=2025-03-04T00:00:00Z")).Select(a => a.GetProperty("tickets").GetInt32())];
    }

    [Fact]
    public async Task An_import_replaces_what_it_counted_before_and_is_harmless_to_repeat()
    {
        using var partner = stack.As("partner");
        using var analyst = stack.As("analyst");
        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var answer = await partner.Post("/api/v1/arrivals", new { channel = "store", timeZone = "Europe/Helsinki", counts = new object[] { new { start = "2025-03-03T08:00", count = 7 }, new { start = "2025-03-03T06:30:00Z", count = 9 } } });
            (await answer.Json(HttpStatusCode.OK)).GetProperty("stored").GetInt32().ShouldBe(2);
        }
        using var again = await partner.Post("/api/v1/arrivals", new { channel = "store", counts = new[] { new { start = "2025-03-03T06:00:00Z", count = 8 } } });
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        var counted = await analyst.All("/api/v1/arrivals?channel=store&from=2025-03-03T00:00:00Z&to=2025-03-04T00:00:00Z", limit: 1);
        counted.Select(a => (a.GetProperty("start").GetDateTimeOffset().UtcDateTime.ToString("HH:mm"), a.GetProperty("contacts").GetInt32())).ShouldBe([("06:00", 8), ("06:30", 9)]);
    }

    [Fact]
    public async Task Wrong_imports_are_refused_and_store_nothing()
    {
        using var manager = stack.As("manager");
        Task Wrong(string code, string channel, string start, int count, string? timeZone = "Europe/Copenhagen") => manager
            .Post("/api/v1/arrivals", new { channel, timeZone, counts = new object[] { new { start = "2024-01-01T08:00", count = 1 }, new { start, count } } })
            .Refused(HttpStatusCode.UnprocessableEntity, code);
        await Wrong("channel.unknown", "pigeon", "2024-01-01T09:00", 1);
        await Wrong("arrivals.start", "web", "2024-01-01T09:10", 1);
        await Wrong("arrivals.start", "web", "yesterday", 1);
        await Wrong("arrivals.start", "web", "2024-03-31T02:30", 1);
        await Wrong("arrivals.contacts", "web", "2024-01-01T09:00", -1);
        await Wrong("arrivals.twice", "web", "2024-01-01T07:00:00Z", 1);
        await Wrong("time-zone.unknown", "web", "2024-01-01T09:00", 1, "Europe/Atlantis");
        await manager.Post("/api/v1/arrivals", new { channel = "web", counts = Array.Empty<object>() }).Refused(HttpStatusCode.UnprocessableEntity, "arrivals.count");
        await manager.Post("/api/v1/arrivals", new { channel = "web", counts = Enumerable.Range(0, 5001).Select(i => new { start = DateTime.UnixEpoch.AddMinutes(30 * i).ToString("yyyy-MM-ddTHH:mm"), count = 1 }) }).Refused(HttpStatusCode.UnprocessableEntity, "arrivals.count");
        await manager.Post("/api/v1/arrivals", new { channel = "web", counts = new[] { new { start = "2024-01-01T09:00", count = 1.5 } } }).Refused(HttpStatusCode.BadRequest, "request.malformed");
        using var agent = stack.As("agent");
        await agent.Post("/api/v1/arrivals", new { channel = "web", counts = new[] { new { start = "2024-01-01T09:00", count = 1 } } }).Refused(HttpStatusCode.Forbidden, "access.forbidden");
        (await agent.All("/api/v1/arrivals?channel=web&from=2024-01-01T00:00:00Z&to=2024-12-31T00:00:00Z")).ShouldBeEmpty();
        await agent.GetAsync("/api/v1/arrivals?channel=web&after=zzz").Refused(HttpStatusCode.UnprocessableEntity, "request.cursor");
        await agent.GetAsync("/api/v1/arrivals").Refused(HttpStatusCode.BadRequest, "request.malformed");
    }
}
