using System.Net;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Forecasts;

[Collection(StaffingStack.Collection)]
public sealed class ForecastsTests(StaffingStack stack)
{
    [Fact]
    public async Task From_arrivals_to_a_forecast_to_the_people_needed()
    {
        using var manager = stack.As("manager");
        var forecast = await OfficeWeeks.Forecast(manager, "phone", new DateOnly(2027, 3, 1), contacts: 100);
        var intervals = forecast.GetProperty("intervals").EnumerateArray().ToList();
        intervals.Count.ShouldBe(5 * 16, "weekends and nights are closed");
        intervals[0].GetProperty("start").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2027, 3, 1, 7, 0, 0, TimeSpan.Zero), "08:00 in Copenhagen");
        intervals.ShouldAllBe(i => Math.Abs(i.GetProperty("expected").GetDouble() - 100) < 1e-6);
        intervals[0].GetProperty("p95").GetInt32().ShouldBe(117, "Poisson: the history has no other spread");
        forecast.GetProperty("basis").GetProperty("wMape").GetDouble().ShouldBe(0);

        var id = forecast.GetProperty("id").GetGuid();
        (await manager.Get($"/api/v1/forecasts/{id}")).GetProperty("intervals").GetRawText().ShouldBe(forecast.GetProperty("intervals").GetRawText());
        using var agent = stack.As("agent");
        var needs = await agent.Get($"/api/v1/staffing-requirements?forecastId={id}&ahtSeconds=180");
        var need = needs.GetProperty("intervals")[0];
        (need.GetProperty("agents").GetInt32(), need.GetProperty("scheduled").GetInt32()).ShouldBe((14, 20));
        need.GetProperty("serviceLevel").GetDouble().ShouldBe(0.88835, 5e-6);
        need.GetProperty("averageAnswerSeconds").GetDouble().ShouldBe(7.836, 5e-4);
        needs.GetProperty("agentHours").GetDouble().ShouldBe(14 * 40);
        (await agent.Get($"/api/v1/staffing-requirements?forecastId={id}&ahtSeconds=180&basis=p95&shrinkage=0")).GetProperty("intervals")[0].GetProperty("contacts").GetDouble().ShouldBe(117);
    }

    [Fact]
    public async Task Wrong_questions_are_refused()
    {
        using var manager = stack.As("manager");
        await manager.Post("/api/v1/forecasts", new { channel = "fax", from = "2027-03-01", to = "2027-03-07" }).Refused(HttpStatusCode.UnprocessableEntity, "channel.unknown");
        await manager.Post("/api/v1/forecasts", new { channel = "phone", from = "2027-03-08", to = "2027-03-07" }).Refused(HttpStatusCode.UnprocessableEntity, "forecast.range");
        await manager.Post("/api/v1/forecasts", new { channel = "phone", from = "2027-03-01", to = "2027-04-12" }).Refused(HttpStatusCode.UnprocessableEntity, "forecast.range");
        await manager.Post("/api/v1/forecasts", new { channel = "phone", from = "soon", to = "2027-03-07" }).Refused(HttpStatusCode.BadRequest, "request.malformed");
        await manager.Post("/api/v1/forecasts", new { channel = "phone", from = "1999-01-01", to = "1999-01-02" }).Refused(HttpStatusCode.Conflict, "forecast.no-history");
        using var agent = stack.As("agent");
        await agent.Post("/api/v1/forecasts", new { channel = "phone", from = "2027-03-01", to = "2027-03-07" }).Refused(HttpStatusCode.Forbidden, "access.forbidden");

        var unknown = Guid.NewGuid();
        await agent.GetAsync($"/api/v1/staffing-requirements?forecastId={unknown}&ahtSeconds=180").Refused(HttpStatusCode.NotFound, "forecast.not-found");
        await agent.GetAsync($"/api/v1/staffing-requirements?forecastId={unknown}").Refused(HttpStatusCode.BadRequest, "request.malformed");
        foreach (var wrong in (string[])["serviceLevel=1", "serviceLevel=NaN", "answerSeconds=-1", "maxOccupancy=0", "shrinkage=1", "basis=p99"])
            await agent.GetAsync($"/api/v1/staffing-requirements?forecastId={unknown}&ahtSeconds=180&{wrong}").Refused(HttpStatusCode.UnprocessableEntity, "staffing.target");
    }

    [Fact]
    public async Task Another_organisation_has_neither_the_forecast_nor_the_history()
    {
        using var manager = stack.As("manager");
        var id = (await OfficeWeeks.Forecast(manager, "web", new DateOnly(2027, 4, 5), contacts: 10)).GetProperty("id").GetGuid();
        using var aurora = stack.As("manager", "aurora");
        await aurora.GetAsync($"/api/v1/forecasts/{id}").Refused(HttpStatusCode.NotFound, "forecast.not-found");
        await aurora.GetAsync($"/api/v1/staffing-requirements?forecastId={id}&ahtSeconds=180").Refused(HttpStatusCode.NotFound, "forecast.not-found");
        await aurora.Post("/api/v1/forecasts", new { channel = "web", from = "2027-04-05", to = "2027-04-11" }).Refused(HttpStatusCode.Conflict, "forecast.no-history");
    }
}
