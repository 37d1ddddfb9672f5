using System.Net;
using CustomerOps.Contracts.Identity;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.People;

[Collection(StaffingStack.Collection)]
public sealed class PeopleTests(StaffingStack stack)
{
    [Fact]
    public async Task A_person_told_by_Identity_is_known_with_tier_and_language()
    {
        var id = await stack.Hire("Freja Holm", "senior", "da-DK");
        using var agent = stack.As("agent");
        var person = await agent.Get($"/api/v1/people/{id}");
        person.GetProperty("name").GetString().ShouldBe("Freja Holm");
        person.GetProperty("tier").GetString().ShouldBe("senior");
        person.GetProperty("languages")[0].GetString().ShouldBe("da");
        person.GetProperty("contract").GetProperty("weeklyHoursMax").GetDecimal().ShouldBe(37);
    }

    [Fact]
    public async Task The_newest_word_stands_whatever_the_order_and_however_often()
    {
        var (id, now) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        var (older, newer) = (Upsert(id, "Old Name", "agent"), Upsert(id, "New Name", "manager"));
        var message = Guid.CreateVersion7();
        await stack.Tell(newer, id: message, at: now);
        await stack.Tell(older, at: now.AddMinutes(-1));
        await stack.Tell(newer, id: message, at: now);
        using var admin = stack.As("admin");
        await Eventually.True(async () => (await admin.GetAsync($"/api/v1/people/{id}")).IsSuccessStatusCode, "the person should be known");
        await Handled(message, 1);
        var person = await admin.Get($"/api/v1/people/{id}");
        (person.GetProperty("name").GetString(), person.GetProperty("tier").GetString()).ShouldBe(("New Name", "manager"));
    }

    [Fact]
    public async Task Contracts_are_agreed_by_managers_and_must_be_possible()
    {
        var id = await stack.Hire("Aino Laine", language: "fi");
        using var manager = stack.As("manager");
        var path = $"/api/v1/people/{id}/contract";
        using var answer = await manager.Put(path, new { weeklyHoursMin = 20, weeklyHoursMax = 37.5, shiftHoursMax = 8, earliest = "07:00", latest = "24:00", languages = new[] { "fi", "sv-FI" }, daysOff = new[] { "sunday" } });
        var person = await answer.Json(HttpStatusCode.OK);
        person.GetProperty("contract").GetProperty("latest").GetString().ShouldBe("24:00");
        person.GetProperty("languages").EnumerateArray().Select(l => l.GetString()).ShouldBe(["fi", "sv"]);

        await manager.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 60, shiftHoursMax = 8 }).Refused(HttpStatusCode.UnprocessableEntity, "contract.impossible");
        await manager.Put(path, new { weeklyHoursMin = 40, weeklyHoursMax = 40, shiftHoursMax = 8, daysOff = new[] { "monday", "tuesday", "friday" } }).Refused(HttpStatusCode.UnprocessableEntity, "contract.impossible");
        await manager.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8, earliest = "7" }).Refused(HttpStatusCode.UnprocessableEntity, "contract.time");
        await manager.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8, daysOff = new[] { "caturday" } }).Refused(HttpStatusCode.UnprocessableEntity, "contract.day");
        await manager.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8, tier = "manager" }).Refused(HttpStatusCode.BadRequest, "request.malformed");
        await manager.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8 }, tag: null).Refused(HttpStatusCode.PreconditionRequired, "request.if-match-missing");
        using var supervisor = stack.As("supervisor");
        await supervisor.Put(path, new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8 }).Refused(HttpStatusCode.Forbidden, "access.forbidden");
    }

    [Fact]
    public async Task People_are_listed_by_name_in_pages_and_strange_cursors_are_refused()
    {
        foreach (var name in (string[])["Zz Aage", "Zz Birte", "Zz Birte", "Zz Carl"]) await stack.Hire(name);
        using var agent = stack.As("agent");
        var people = await agent.All("/api/v1/people", limit: 2);
        var names = people.Select(p => p.GetProperty("name").GetString()!).ToList();
        people.Select(p => p.GetProperty("id").GetGuid()).ShouldBeUnique();
        names.Where(n => n.StartsWith("Zz ")).ShouldBe(["Zz Aage", "Zz Birte", "Zz Birte", "Zz Carl"]);

        foreach (var cursor in (string[])["x", "e30", "eyJLIjoxLCJJIjoxfQ", "%00", new string('A', 3000)])
            await agent.GetAsync($"/api/v1/people?after={cursor}").Refused(HttpStatusCode.UnprocessableEntity, "request.cursor");
        await agent.GetAsync("/api/v1/people?limit=101").Refused(HttpStatusCode.UnprocessableEntity, "request.limit");
        await agent.GetAsync("/api/v1/people?role=agent").Refused(HttpStatusCode.BadRequest, "request.unknown-parameter");
    }

    [Fact]
    public async Task Another_organisation_does_not_know_them()
    {
        var id = await stack.Hire("Hidden Person");
        using var aurora = stack.As("admin", "aurora");
        await aurora.GetAsync($"/api/v1/people/{id}").Refused(HttpStatusCode.NotFound, "person.not-found");
        await aurora.Put($"/api/v1/people/{id}/skills", Array.Empty<object>()).Refused(HttpStatusCode.NotFound, "person.not-found");
        await aurora.Put($"/api/v1/people/{id}/contract", new { weeklyHoursMin = 0, weeklyHoursMax = 20, shiftHoursMax = 8 }).Refused(HttpStatusCode.NotFound, "person.not-found");
        (await aurora.All("/api/v1/people")).ShouldNotContain(p => p.GetProperty("id").GetGuid() == id);
    }

    private async Task Handled(Guid message, long times)
    {
        await using var database = stack.Services.Database("staffing");
        await using var count = database.CreateCommand("select count(*) from inbox where message_id = $1");
        count.Parameters.Add(new() { Value = message });
        await Eventually.True(async () => (long)(await count.ExecuteScalarAsync())! == times, "the message should be handled once");
    }

    private static PersonUpserted Upsert(Guid id, string name, string role) => new(id, name, "a@example.org", "da", [role], ["main"], true);
}
