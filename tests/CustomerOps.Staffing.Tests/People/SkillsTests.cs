using System.Net;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.People;

[Collection(StaffingStack.Collection)]
public sealed class SkillsTests(StaffingStack stack)
{
    [Fact]
    public async Task Skills_are_replaced_whole_with_the_version_read()
    {
        var id = await stack.Hire("Skilled Person");
        using var lead = stack.As("supervisor");
        var path = $"/api/v1/people/{id}/skills";
        using var read = await lead.GetAsync($"/api/v1/people/{id}");
        var tag = read.Headers.ETag!.Tag;
        using var first = await lead.Put(path, new[] { new { skill = "returns", level = 3 }, new { skill = "billing", level = 0 } }, tag);
        var person = await first.Json(HttpStatusCode.OK);
        person.GetProperty("skills").GetArrayLength().ShouldBe(1);
        first.Headers.ETag!.Tag.ShouldNotBe(tag);

        await lead.Put(path, new[] { new { skill = "returns", level = 4 } }, tag).Refused(HttpStatusCode.PreconditionFailed, "request.stale");
        await lead.Put(path, new[] { new { skill = "returns", level = 4 } }, null).Refused(HttpStatusCode.PreconditionRequired, "request.if-match-missing");
        using var second = await lead.Put(path, new[] { new { skill = "sales", level = 1 } }, first.Headers.ETag.Tag);
        var skills = (await second.Json(HttpStatusCode.OK)).GetProperty("skills");
        (skills.GetArrayLength(), skills[0].GetProperty("skill").GetString(), skills[0].GetProperty("level").GetInt32()).ShouldBe((1, "sales", 1));
    }

    [Fact]
    public async Task Wrong_skills_change_nothing()
    {
        var id = await stack.Hire("Unskilled Person");
        using var lead = stack.As("manager");
        var path = $"/api/v1/people/{id}/skills";
        await lead.Put(path, new[] { new { skill = "returns", level = 5 } }).Refused(HttpStatusCode.UnprocessableEntity, "skill.level");
        await lead.Put(path, new[] { new { skill = "Returns!", level = 1 } }).Refused(HttpStatusCode.UnprocessableEntity, "skill.name");
        await lead.Put(path, new[] { new { skill = "returns", level = 1 }, new { skill = "returns", level = 2 } }).Refused(HttpStatusCode.UnprocessableEntity, "skill.twice");
        await lead.Put(path, new[] { new { skill = "returns" } }).Refused(HttpStatusCode.BadRequest, "request.malformed");
        await lead.Put(path, new object?[] { null }).Refused(HttpStatusCode.UnprocessableEntity, "skill.name");
        await lead.Put(path, Enumerable.Range(0, 51).Select(i => new { skill = $"s{i}", level = 1 })).Refused(HttpStatusCode.UnprocessableEntity, "person.skills");
        using var agent = stack.As("agent");
        await agent.Put(path, new[] { new { skill = "returns", level = 1 } }).Refused(HttpStatusCode.Forbidden, "access.forbidden");
        (await agent.Get($"/api/v1/people/{id}")).GetProperty("skills").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_list_tells_who_many_hold_each_skill()
    {
        using var lead = stack.As("manager");
        for (var i = 1; i <= 3; i++)
        {
            var id = await stack.Hire($"Holder {i}");
            using var set = await lead.Put($"/api/v1/people/{id}/skills", new[] { new { skill = "skill-one", level = i }, new { skill = $"skill-of-{i}", level = 1 } });
            set.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        var skills = await lead.All("/api/v1/skills", limit: 1);
        skills.Select(s => s.GetProperty("skill").GetString()).ShouldBeUnique();
        var one = skills.Single(s => s.GetProperty("skill").GetString() == "skill-one");
        (one.GetProperty("people").GetInt32(), one.GetProperty("topLevel").GetInt32()).ShouldBe((3, 3));
        await lead.GetAsync("/api/v1/skills?after=nonsense").Refused(HttpStatusCode.UnprocessableEntity, "request.cursor");
        using var aurora = stack.As("manager", "aurora");
        (await aurora.All("/api/v1/skills")).ShouldNotContain(s => s.GetProperty("skill").GetString() == "skill-one");
    }
}
