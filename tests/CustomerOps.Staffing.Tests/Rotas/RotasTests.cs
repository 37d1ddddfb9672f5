using System.Net;
using System.Text.Json;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Tests.Forecasts;
using CustomerOps.Staffing.Tests.Support;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Rotas;

[Collection(StaffingStack.Collection)]
public sealed class RotasTests(StaffingStack stack)
{
    private static readonly DateTimeZone Copenhagen = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    [Fact]
    public async Task A_week_is_solved_around_manual_shifts_and_solved_again()
    {
        using var manager = stack.As("manager");
        var people = await Team("Rota", 6);
        var forecast = await OfficeWeeks.Forecast(manager, "email", new DateOnly(2027, 5, 3), contacts: 10);
        using var set = await manager.Post("/api/v1/shifts", new { personId = people[0], startsAt = "2027-05-05T12:00:00+02:00", endsAt = "2027-05-05T20:00:00+02:00" });
        var manual = (await set.Json(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        var body = new { forecastId = forecast.GetProperty("id").GetGuid(), ahtSeconds = 300, shrinkage = 0.3, people, seed = 5 };
        using var solved = await manager.Post("/api/v1/rotas/2027-W18/solution", body);
        var plan = (await solved.Json(HttpStatusCode.Created)).GetProperty("plan");
        solved.Headers.Location!.ToString().ShouldBe("/api/v1/rotas/2027-W18");
        plan.GetProperty("conflicts").GetArrayLength().ShouldBe(0);
        var shifts = await manager.All("/api/v1/rotas/2027-W18/shifts", limit: 3);
        shifts.ShouldContain(s => s.GetProperty("id").GetGuid() == manual);
        var mine = shifts.Where(s => s.GetProperty("personId").ValueKind != JsonValueKind.Null).ToLookup(s => s.GetProperty("personId").GetGuid(), Of);
        foreach (var person in people) RuleBook.Broken(Contract.Usual, Copenhagen, new LocalDate(2027, 5, 3), [.. mine[person].Where(s => s.Duration <= Duration.FromHours(8))], []).ShouldBeEmpty();
        foreach (var interval in plan.GetProperty("intervals").EnumerateArray())
        {
            var at = Instant.FromDateTimeOffset(interval.GetProperty("start").GetDateTimeOffset());
            mine.SelectMany(g => g).Count(s => s.Contains(at)).ShouldBe(interval.GetProperty("onShift").GetInt32());
        }

        using var again = await manager.Post("/api/v1/rotas/2027-W18/solution", body);
        (await again.Json(HttpStatusCode.Created)).GetProperty("plan").GetProperty("coveredHours").GetDouble().ShouldBe(plan.GetProperty("coveredHours").GetDouble());
        (await manager.All("/api/v1/rotas/2027-W18/shifts")).Select(Of).ShouldBe(shifts.Select(Of), ignoreOrder: true);
        (await manager.Get("/api/v1/rotas/2027-W18")).GetProperty("status").GetString().ShouldBe("solved");
    }

    [Fact]
    public async Task Too_few_people_make_open_shifts_with_the_reason_never_a_wrong_rota()
    {
        using var manager = stack.As("manager");
        var people = await Team("Few", 1);
        using (var contract = await manager.Put($"/api/v1/people/{people[0]}/contract", new { weeklyHoursMin = 30, weeklyHoursMax = 37, shiftHoursMax = 8, daysOff = new[] { "wednesday" } })) contract.StatusCode.ShouldBe(HttpStatusCode.OK);
        var forecast = await OfficeWeeks.Forecast(manager, "chat", new DateOnly(2027, 5, 10), contacts: 30);
        using var solved = await manager.Post("/api/v1/rotas/2027-W19/solution", new { forecastId = forecast.GetProperty("id").GetGuid(), ahtSeconds = 300, people });
        var plan = (await solved.Json(HttpStatusCode.Created)).GetProperty("plan");
        plan.GetProperty("openShifts").GetInt32().ShouldBeGreaterThan(0);
        plan.GetProperty("intervals").EnumerateArray().Where(i => i.GetProperty("start").GetDateTimeOffset().DayOfWeek == DayOfWeek.Wednesday)
            .ShouldAllBe(i => i.GetProperty("reason").GetString() == "nobody-available");
        var open = await manager.All("/api/v1/rotas/2027-W19/shifts?open=true");
        open.Count.ShouldBe(plan.GetProperty("openShifts").GetInt32());
        (await manager.All($"/api/v1/rotas/2027-W19/shifts?personId={people[0]}")).Select(Of).Sum(s => s.Duration.TotalHours).ShouldBeInRange(30, 37);
    }

    [Fact]
    public async Task Wrong_or_foreign_requests_are_refused()
    {
        using var manager = stack.As("manager");
        var forecast = (await OfficeWeeks.Forecast(manager, "store", new DateOnly(2027, 5, 17), contacts: 5)).GetProperty("id").GetGuid();
        foreach (var week in (string[])["2027-W54", "2027-W00", "2027W20", "next", "2027-W5"])
            await manager.GetAsync($"/api/v1/rotas/{week}").Refused(HttpStatusCode.UnprocessableEntity, "rota.week");
        await manager.GetAsync("/api/v1/rotas/2027-W30").Refused(HttpStatusCode.NotFound, "rota.not-found");
        await manager.Post("/api/v1/rotas/2027-W30/solution", new { forecastId = forecast, ahtSeconds = 300 }).Refused(HttpStatusCode.UnprocessableEntity, "rota.forecast-elsewhere");
        await manager.Post("/api/v1/rotas/2027-W20/solution", new { forecastId = forecast, ahtSeconds = 0 }).Refused(HttpStatusCode.UnprocessableEntity, "staffing.target");
        await manager.Post("/api/v1/rotas/2027-W20/solution", new { forecastId = forecast, ahtSeconds = 300, people = new[] { Guid.NewGuid() } }).Refused(HttpStatusCode.UnprocessableEntity, "rota.people");
        await manager.GetAsync("/api/v1/rotas/2027-W20/shifts?after=abc").Refused(HttpStatusCode.UnprocessableEntity, "request.cursor");
        using var aurora = stack.As("manager", "aurora");
        await aurora.Post("/api/v1/rotas/2027-W20/solution", new { forecastId = forecast, ahtSeconds = 300 }).Refused(HttpStatusCode.NotFound, "forecast.not-found");
        using var agent = stack.As("agent");
        await agent.Post("/api/v1/rotas/2027-W20/solution", new { forecastId = forecast, ahtSeconds = 300 }).Refused(HttpStatusCode.Forbidden, "access.forbidden");
    }

    private async Task<List<Guid>> Team(string name, int people)
    {
        var team = new List<Guid>();
        for (var i = 0; i < people; i++) team.Add(await stack.Hire($"{name} {i}"));
        return team;
    }

    private static Interval Of(JsonElement shift) => new(
        Instant.FromDateTimeOffset(shift.GetProperty("startsAt").GetDateTimeOffset()), Instant.FromDateTimeOffset(shift.GetProperty("endsAt").GetDateTimeOffset()));
}
