using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Contracts.Survey;
using CustomerOps.Survey.Tests.House;

namespace CustomerOps.Survey.Tests.Responses;

public class AnsweringTests(SurveyHouse house) : DoorTests(house)
{
    [Fact]
    public async Task The_form_is_read_in_the_customers_language_and_holds_what_a_client_needs()
    {
        var (_, token, _) = await Cases.Invite(House, "sv");
        var form = await House.Customer.GetFromJsonAsync<JsonElement>($"/api/v1/survey-answers/{token}");
        (form.GetProperty("language").GetString(), form.GetProperty("organisation").GetString(), form.GetProperty("answered").GetBoolean()).ShouldBe(("sv", "Nordlys", false));
        form.GetProperty("questions").EnumerateArray().Select(q => $"{q.GetProperty("id")} {q.GetProperty("type")} {q.GetProperty("low")}-{q.GetProperty("high")} {q.GetProperty("required")}")
            .ShouldBe(["csat csat 1-5 True", "ces ces 1-7 False", "nps nps 0-10 False", "comment text - False"]);
        form.GetProperty("questions")[2].GetProperty("text").GetString()!.ShouldStartWith("Hur troligt");
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_told()
    {
        var (id, token, solved) = await Cases.Invite(House);
        var taken = await Cases.Answer(House, token, ("csat", 2), ("nps", 0), ("comment", "Nobody called back."));
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
        var told = (await House.Partner.Hear<SurveyAnswered>(a => a.InvitationId == id)).Data;
        (told.Nps, told.Csat, told.Ces, told.Comment).ShouldBe((0, 2, null, "Nobody called back."));
        (told.TriggerKind, told.TriggerId, told.CustomerId, told.CustomerEmail).ShouldBe(("ticket", solved.TicketId, solved.Customer.CustomerId, solved.Customer.Email));
        (await Cases.Body(taken)).GetProperty("responseId").GetGuid().ShouldBe(told.ResponseId);

        var again = await Cases.Answer(House, token, ("csat", 5));
        (again.StatusCode, await Cases.Code(again)).ShouldBe((HttpStatusCode.Conflict, "survey.already-answered"));
        (await House.InvitationFor(solved.TicketId)).GetProperty("status").GetString().ShouldBe("answered");
        (await House.Customer.GetFromJsonAsync<JsonElement>($"/api/v1/survey-answers/{token}")).GetProperty("answered").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_wins()
    {
        var (id, token, _) = await Cases.Invite(House);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Cases.Answer(House, token, ("csat", 1 + i % 5))));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Conflict).ShouldBe(23);
        await House.Partner.Hear<SurveyAnswered>(a => a.InvitationId == id);
        await Task.Delay(300);
        House.Partner.Heard<SurveyAnswered>().Count(a => a.Data.InvitationId == id).ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_values_are_told_by_field_and_store_nothing()
    {
        var (_, token, _) = await Cases.Invite(House);
        var refused = await Cases.Answer(House, token, ("nps", 11), ("ces", "easy"), ("shoe-size", 43), ("comment", true));
        (refused.StatusCode, await Cases.Code(refused)).ShouldBe((HttpStatusCode.UnprocessableEntity, "survey.answers-invalid"));
        (await Cases.Body(refused)).GetProperty("errors").EnumerateObject().Select(e => e.Name)
            .ShouldBe(["answers.comment", "answers.nps", "answers.ces", "answers.shoe-size", "answers.csat"], ignoreOrder: true);
        (await Cases.Answer(House, token, ("csat", 5))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("{\"answers\":null}", 400)]
    [InlineData("{\"answers\":[null]}", 422)]
    [InlineData("{\"answers\":[{\"question\":null,\"value\":1}]}", 400)]
    [InlineData("{\"answers\":[{\"question\":\"csat\"}]}", 400)]
    [InlineData("{\"answers\":[{\"question\":\"csat\",\"value\":5}],\"tenantId\":\"x\"}", 400)]
    [InlineData("{\"answers\":[{\"question\":\"comment\",\"value\":\"\\ud800\"}]}", 422)]
    [InlineData("{\"answers\":[]}", 422)]
    [InlineData("{\"answers\":[", 400)]
    [InlineData("[]", 400)]
    public async Task A_malformed_body_is_refused(string body, int status)
    {
        var (_, token, _) = await Cases.Invite(House);
        var refused = await House.Customer.PostAsync($"/api/v1/survey-answers/{token}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        ((int)refused.StatusCode).ShouldBe(status);
        (await Cases.Code(refused)).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_tampered_link_is_unknown_and_an_ended_one_says_so()
    {
        var (id, token, _) = await Cases.Invite(House);
        var tampered = token[..50] + (token[50] == 'A' ? 'B' : 'A') + token[51..];
        foreach (var wrong in (string[])[tampered, "x", token + "A", new string('A', 100)])
        {
            var unknown = await House.Customer.GetAsync($"/api/v1/survey-answers/{wrong}");
            (unknown.StatusCode, await Cases.Code(unknown)).ShouldBe((HttpStatusCode.NotFound, "survey-link.not-found"));
            (await Cases.Answer(House, wrong, ("csat", 5))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        var ended = HouseLinks.Sign(House.Nordlys, id, DateTimeOffset.UtcNow.AddSeconds(-1));
        var refused = await Cases.Answer(House, ended, ("csat", 5));
        (refused.StatusCode, await Cases.Code(refused)).ShouldBe((HttpStatusCode.NotFound, "survey.link-expired"));
        var elsewhere = HouseLinks.Sign(House.Aurora, id, DateTimeOffset.UtcNow.AddDays(1));
        (await House.Customer.GetAsync($"/api/v1/survey-answers/{elsewhere}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_opens_also_for_somebody_signed_in_elsewhere()
    {
        var (_, token, _) = await Cases.Invite(House);
        using var stranger = House.Stack.Client("aurora", "agent");
        stranger.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await stranger.GetAsync($"/api/v1/survey-answers/{token}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.PostAsJsonAsync($"/api/v1/survey-answers/{token}", new { answers = new[] { new { question = "csat", value = 4 } } })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
