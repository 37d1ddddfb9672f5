using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Survey.Tests.House;
using Npgsql;

namespace CustomerOps.Survey.Tests.Scores;

public class ScoreRoutesTests(SurveyHouse house) : DoorTests(house)
{
    [Fact]
    public async Task A_branch_has_the_reference_score_with_its_interval()
    {
        var branch = await Responses("nps", (9, 19), (7, 13), (3, 4));
        var scores = await Scores("nps", "branch");
        (scores.GetProperty("definition").GetString(), scores.GetProperty("by").GetString()).ShouldBe(("nps.std", "branch"));
        var group = Group(scores, branch);
        group.GetProperty("value").GetDouble().ShouldBe(41.667, 0.001);
        (group.GetProperty("low").GetDouble(), group.GetProperty("high").GetDouble()).ShouldSatisfyAllConditions(i => i.Item1.ShouldBe(16.711, 0.001), i => i.Item2.ShouldBe(60.212, 0.001));
        (group.GetProperty("n").GetInt64(), group.GetProperty("indicative").GetBoolean()).ShouldBe((36, false));
    }

    [Fact]
    public async Task Noughts_count_and_missing_answers_do_not()
    {
        var branch = await Responses("nps", (0, 2), (10, 2));
        await Responses(branch, "csat", (5, 18), (1, 2));
        var nps = Group(await Scores("nps", "branch"), branch);
        (nps.GetProperty("value").GetDouble(), nps.GetProperty("n").GetInt64(), nps.GetProperty("indicative").GetBoolean()).ShouldBe((0, 4, true));
        var csat = Group(await Scores("csat", "branch"), branch);
        (csat.GetProperty("value").GetDouble(), csat.GetProperty("n").GetInt64()).ShouldBe((90, 20));
        csat.GetProperty("low").GetDouble().ShouldBe(69.89663547715, 1e-6);
        csat.GetProperty("high").GetDouble().ShouldBe(97.21335187862, 1e-6);
        (await Scores("ces", "branch")).GetProperty("groups").EnumerateArray().ShouldNotContain(g => g.GetProperty("group").GetString() == branch);
    }

    [Fact]
    public async Task Effort_is_a_mean()
    {
        var branch = await Responses("ces", (1, 80), (2, 210), (3, 140), (4, 110), (5, 160), (6, 180), (7, 120));
        var group = Group(await Scores("ces", "branch"), branch);
        (group.GetProperty("value").GetDouble(), group.GetProperty("n").GetInt64()).ShouldBe((4.08, 1000));
    }

    [Fact]
    public async Task An_answer_through_the_link_counts_where_the_case_was_served()
    {
        var person = Guid.CreateVersion7();
        var solved = Cases.Solved(Cases.NewCustomer("fi"), branch: $"b-{Guid.NewGuid():n}"[..12], channel: "chat", by: (person, "Aino Ahti"));
        await House.Partner.Tell(House.Nordlys, solved);
        var token = await House.Partner.TokenFor((await House.InvitationFor(solved.TicketId, "sending")).GetProperty("id").GetGuid());
        (await Cases.Answer(House, token, ("csat", 5), ("nps", 10))).EnsureSuccessStatusCode();
        var group = Group(await Scores("nps", "person"), person.ToString());
        (group.GetProperty("label").GetString(), group.GetProperty("n").GetInt64(), group.GetProperty("value").GetDouble()).ShouldBe(("Aino Ahti", 1, 100));
        Group(await Scores("csat", "branch"), solved.Branch!).GetProperty("label").GetString().ShouldBe(solved.Branch);
        Group(await Scores("csat", "channel"), "chat").GetProperty("n").GetInt64().ShouldBeGreaterThan(0);
        Group(await Scores("csat", "language"), "fi").GetProperty("n").GetInt64().ShouldBeGreaterThan(0);
        (await Scores("csat", "none")).GetProperty("groups").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_period_without_answers_has_no_value_and_not_nought()
    {
        var scores = await House.Agent.GetFromJsonAsync<JsonElement>("/api/v1/scores?metric=nps&from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00%2B01:00");
        var group = scores.GetProperty("groups").EnumerateArray().Single();
        (group.GetProperty("value").ValueKind, group.GetProperty("n").GetInt64(), group.GetProperty("low").ValueKind).ShouldBe((JsonValueKind.Null, 0, JsonValueKind.Null));
    }

    [Theory]
    [InlineData("metric=fame", 422)]
    [InlineData("", 400)]
    [InlineData("metric=nps&by=weather", 422)]
    [InlineData("metric=nps&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", 422)]
    [InlineData("metric=nps&from=yesterday", 400)]
    [InlineData("metric=nps&branch=main", 400)]
    public async Task A_wrong_question_is_refused(string query, int status)
    {
        var refused = await House.Agent.GetAsync($"/api/v1/scores?{query}");
        ((int)refused.StatusCode).ShouldBe(status);
        (await Cases.Code(refused)).ShouldNotBeNullOrEmpty();
    }

    private async Task<JsonElement> Scores(string metric, string by) => await House.Agent.GetFromJsonAsync<JsonElement>($"/api/v1/scores?metric={metric}&by={by}");

    private static JsonElement Group(JsonElement scores, string group) => scores.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("group").GetString() == group);

    private async Task<string> Responses(string metric, params (int Value, int Times)[] answers)
    {
        var branch = $"b-{Guid.NewGuid():n}"[..12];
        await Responses(branch, metric, answers);
        return branch;
    }

    /// <summary>Many answers at once, put where the link would put them.</summary>
    private async Task Responses(string branch, string metric, params (int Value, int Times)[] answers)
    {
        await using var database = House.Stack.Database("survey");
        foreach (var (value, times) in answers)
        {
            await using var command = database.CreateCommand($"""
                with asked as (
                    insert into invitations (tenant_id, id, trigger_kind, trigger_id, triggered_at, customer_id, customer_name, language, selection_probability, status, round, decided_at, version)
                    select $1, gen_random_uuid(), 'ticket', gen_random_uuid(), now(), gen_random_uuid(), '', 'en', 1, 'answered', 1, now(), 1 from generate_series(1, $2)
                    returning tenant_id, id, trigger_id, customer_id)
                insert into responses (tenant_id, id, invitation_id, survey_id, survey_version, trigger_kind, trigger_id, customer_id, language, branch, {metric}, answers, answered_at, version)
                select a.tenant_id, gen_random_uuid(), a.id, v.survey_id, v.number, 'ticket', a.trigger_id, a.customer_id, 'en', $3, $4, '{"{}"}', now() - interval '1 hour', 1
                from asked a, (select survey_id, number from survey_versions where tenant_id = $1 limit 1) v
                """);
            foreach (var parameter in (object[])[House.Nordlys, times, branch, (short)value]) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            (await command.ExecuteNonQueryAsync()).ShouldBe(times);
        }
    }
}
