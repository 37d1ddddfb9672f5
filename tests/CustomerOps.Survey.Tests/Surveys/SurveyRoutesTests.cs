using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Survey.Tests.House;

namespace CustomerOps.Survey.Tests.Surveys;

public class SurveyRoutesTests(SurveyHouse house) : DoorTests(house)
{
    [Fact]
    public async Task A_draft_is_written_published_changed_and_withdrawn()
    {
        using var manager = House.Stack.Client("aurora", "manager"); // where no order test counts on who is asked
        var created = await manager.PostAsJsonAsync("/api/v1/surveys", Cases.Draft(name: "First words"));
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var path = created.Headers.Location!.ToString();
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");

        (await Send(manager, HttpMethod.Put, path + "/publication", "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var changed = await Send(manager, HttpMethod.Put, path, "\"2\"", Cases.Draft(name: "Other words"));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var republished = await Body(await Send(manager, HttpMethod.Put, path + "/publication", changed.Headers.ETag!.Tag));
        (republished.GetProperty("publishedVersion").GetInt32(), republished.GetProperty("name").GetString()).ShouldBe((1, "Other words"));

        var draft = Cases.Draft();
        draft["title"] = new { en = "New title" };
        (await Send(manager, HttpMethod.Put, path, "*", draft)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Body(await Send(manager, HttpMethod.Put, path + "/publication", "*"))).GetProperty("publishedVersion").GetInt32().ShouldBe(2);
        (await Body(await manager.GetAsync(path + "/versions/1"))).GetProperty("title").GetProperty("en").GetString().ShouldBe("Title");
        (await Body(await manager.GetAsync(path + "/versions/2"))).GetProperty("change").GetString().ShouldBe("cosmetic");
        (await manager.GetAsync(path + "/versions/3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        for (var twice = 0; twice < 2; twice++)
            (await Body(await Send(manager, HttpMethod.Delete, path + "/publication", "*"))).GetProperty("publishedVersion").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Writing_needs_the_version_that_was_read()
    {
        var created = await House.Manager.PostAsJsonAsync("/api/v1/surveys", Cases.Draft());
        var path = created.Headers.Location!.ToString();
        (await Send(House.Manager, HttpMethod.Put, path, null, Cases.Draft())).StatusCode.ShouldBe((HttpStatusCode)428);
        (await Send(House.Manager, HttpMethod.Put, path, "\"7\"", Cases.Draft())).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", "\"1\"" } } };
        (await House.Manager.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_same_key_writes_one_draft()
    {
        var (key, name) = (Guid.NewGuid().ToString(), $"Once {Guid.NewGuid():n}");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 2; i++)
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, "/api/v1/surveys") { Content = JsonContent.Create(Cases.Draft(name: name)), Headers = { { "Idempotency-Key", key } } };
            answers.Add(await House.Manager.SendAsync(post));
        }

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        answers[1].Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await answers[1].Content.ReadAsStringAsync()).ShouldBe(await answers[0].Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("name", "\" \"", 422, "survey.name", "name")]
    [InlineData("samplingRate", "1.5", 422, "survey.sampling-rate", "samplingRate")]
    [InlineData("quarantineDays", "-1", 422, "survey.quarantine", "quarantineDays")]
    [InlineData("trigger", "{\"kind\":\"ticket\",\"delaySeconds\":-1}", 422, "survey.delay", "trigger.delaySeconds")]
    [InlineData("trigger", "{\"kind\":\"birthday\"}", 400, "request.malformed", "trigger.kind")]
    [InlineData("waivedLanguages", "[\"no\"]", 422, "survey.language", "waivedLanguages")]
    [InlineData("title", "{}", 422, "survey.text", "title")]
    [InlineData("title", "{\"en\":\"\\u0000\"}", 422, "survey.text", "title")]
    [InlineData("title", "{\"en\":null}", 422, "survey.text", "title")]
    [InlineData("questions", "[]", 422, "survey.questions", "questions")]
    [InlineData("questions", "[null]", 422, "survey.questions", "questions")]
    [InlineData("questions", "[{\"id\":\"A b\",\"type\":\"nps\",\"text\":{\"en\":\"x\"}}]", 422, "survey.id", "questions[0].id")]
    [InlineData("questions", "[{\"id\":\"a\",\"type\":\"nps\",\"text\":{\"en\":\"x\"}},{\"id\":\"b\",\"type\":\"nps\",\"text\":{\"en\":\"x\"}}]", 422, "survey.question-type-twice", "questions")]
    [InlineData("questions", "[{\"id\":\"a\",\"type\":\"text\",\"text\":{\"en\":\"x\"}},{\"id\":\"a\",\"type\":\"nps\",\"text\":{\"en\":\"x\"}}]", 422, "survey.id-twice", "questions")]
    [InlineData("questions", "[{\"id\":\"a\",\"type\":\"single-choice\",\"text\":{\"en\":\"x\"},\"options\":[{\"id\":\"a\",\"text\":{\"en\":\"x\"}}]}]", 422, "survey.options", "questions[0].options")]
    [InlineData("questions", "[{\"id\":\"a\",\"type\":\"nps\",\"text\":{\"en\":\"x\"},\"options\":[{\"id\":\"a\",\"text\":{\"en\":\"x\"}}]}]", 422, "survey.options", "questions[0].options")]
    [InlineData("tenantId", "\"00000000-0000-0000-0000-000000000001\"", 400, "request.malformed", "tenantId")]
    public async Task A_wrong_draft_is_told_by_its_field(string field, string value, int status, string code, string error)
    {
        var draft = Cases.Draft();
        draft[field] = JsonSerializer.Deserialize<JsonElement>(value);
        var refused = await House.Manager.PostAsJsonAsync("/api/v1/surveys", draft);
        ((int)refused.StatusCode, await Cases.Code(refused)).ShouldBe((status, code));
        (await Body(refused)).GetProperty("errors").TryGetProperty(error, out _).ShouldBeTrue(await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_missing_language_of_the_organisation_blocks_publishing()
    {
        var draft = Cases.Draft();
        draft["waivedLanguages"] = (string[])["da", "nb", "sv", "fi"];
        var created = await House.Manager.PostAsJsonAsync("/api/v1/surveys", draft);
        var refused = await Send(House.Manager, HttpMethod.Put, created.Headers.Location + "/publication", "*");
        (refused.StatusCode, await Cases.Code(refused)).ShouldBe((HttpStatusCode.Conflict, "survey.language-missing"));
    }

    [Fact]
    public async Task Only_managers_write_and_only_staff_read()
    {
        var survey = (await SurveyHouse.Items(House.Agent, "/api/v1/surveys?limit=1")).Single().GetProperty("id");
        (await House.Agent.PostAsJsonAsync("/api/v1/surveys", Cases.Draft())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Send(House.Agent, HttpMethod.Delete, $"/api/v1/surveys/{survey}/publication", "*")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var role in (string[])["customer", "partner"])
            foreach (var path in (string[])["surveys", "survey-invitations", "scores?metric=nps"])
            {
                using var client = House.Stack.Client("nordlys", role);
                (await client.GetAsync($"/api/v1/{path}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
                (await House.Customer.GetAsync($"/api/v1/{path}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            }
    }

    internal static Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, string? ifMatch, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    private static Task<JsonElement> Body(HttpResponseMessage answer) => Cases.Body(answer);
}
