using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Facts of the organisation's own: written, checked, required when their time has come, found, said and shown.</summary>
[Collection(DoorCollection.Name)]
public sealed class FieldTests(TicketingStack door)
{
    private readonly string _k = $"f{Guid.NewGuid():n}"[..9];

    [Fact]
    public async Task Each_kind_takes_what_it_is_and_refuses_the_rest_field_by_field()
    {
        await Field("text", "text", limits: new { maxLength = 5 });
        await Field("count", "number", limits: new { min = 1, max = 9 });
        await Field("cost", "amount", limits: new { unit = "EUR" });
        await Field("day", "date");
        await Field("fit", "yes-no");
        await Field("cause", "choice", choices: Choices("worn-out", "misuse"));
        await Field("parts", "choices", choices: Choices("lamp", "screw"));
        var created = await Create($$"""{"{{_k}}-text":"abc","{{_k}}-count":3,"{{_k}}-cost":12.5,"{{_k}}-day":"2026-01-31","{{_k}}-fit":true,"{{_k}}-cause":"misuse","{{_k}}-parts":["lamp","screw"]}""");
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        var ticket = $"/tickets/{created.Id}";
        (await door.Agent.Get(ticket)).Body["fields"]!.ToJsonString().ShouldBe(created.Body["fields"]!.ToJsonString());
        ((decimal)created.Body["fields"]![$"{_k}-cost"]!, (string)created.Body["fields"]![$"{_k}-cause"]!).ShouldBe((12.5m, "misuse"));

        var refused = await Patch(ticket, $$"""{"{{_k}}-text":"too long","{{_k}}-count":3.5,"{{_k}}-cost":"12","{{_k}}-day":"2026-02-30","{{_k}}-fit":"yes","{{_k}}-cause":"rain","{{_k}}-parts":["lamp","lamp"],"{{_k}}-other":1}""");
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "ticket.fields"));
        refused.Body["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal).ShouldBe(((string[])["cause", "cost", "count", "day", "fit", "other", "parts", "text"]).Select(f => $"fields.{_k}-{f}"));
        (await door.Agent.Get(ticket)).ETag.ShouldBe(created.ETag);

        var changed = await Patch(ticket, $$"""{"{{_k}}-text":null,"{{_k}}-count":9}""");
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body.ToJsonString());
        (changed.Body["fields"]![$"{_k}-text"], (int)changed.Body["fields"]![$"{_k}-count"]!, changed.Body["fields"]!.AsObject().Count).ShouldBe((null, 9, 6));
        (await Patch(ticket, $$"""{"{{_k}}-count":9}""")).ETag.ShouldBe(changed.ETag, "the same again changes nothing");
        (await door.Agent.Call(HttpMethod.Patch, ticket, """{"fields":{"x":1}}""")).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task What_a_rule_requires_is_asked_for_before_the_state_and_only_where_its_conditions_hold()
    {
        await Field("cause", "choice", choices: Choices("worn-out", "misuse"), rules: [new { effect = "required", when = new { states = new[] { "solved" }, tags = new[] { _k } } }]);
        await Field("proof", "text", rules: [new { effect = "required", when = new { states = new[] { "solved" }, fields = new[] { new { field = $"{_k}-cause", value = "misuse" } } } }]);
        await Field("secret", "text", rules: [new { effect = "visible", when = new { tags = new[] { _k } }, roles = new[] { "manager" } }]);
        await Field("fee", "amount", rules: [new { effect = "forbidden", when = new { tags = new[] { _k } } }]);
        var other = (await Create("{}")).Id;
        (await door.Agent.PutFresh($"/tickets/{other}", "/solution", new { summary = "s" })).Status.ShouldBe(HttpStatusCode.OK);

        var ticket = $"/tickets/{(await Create("{}", _k)).Id}";
        var missing = await door.Agent.PutFresh(ticket, "/solution", new { summary = "s" });
        (missing.Status, missing.Text("code"), missing.Body["errors"]!.AsObject().Single().Key).ShouldBe((HttpStatusCode.UnprocessableEntity, "ticket.fields", $"fields.{_k}-cause"));
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("new");
        (await Form(door.Agent, ticket, "")).ShouldBe(["cause", "proof"]);
        (await Form(door.Agent, ticket, "?state=solved")).ShouldBe(["cause!", "proof"]);
        (await Form(door.Manager, ticket, "")).ShouldBe(["cause", "proof", "secret"]);

        (await Patch(ticket, $$"""{"{{_k}}-cause":"misuse"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(ticket, "/solution", new { summary = "s" })).Body["errors"]!.AsObject().Single().Key.ShouldBe($"fields.{_k}-proof");
        (await Patch(ticket, $$"""{"{{_k}}-secret":"x"}""")).Body["errors"]!.AsObject().Single().Key.ShouldBe($"fields.{_k}-secret");
        (await Patch(ticket, $$"""{"{{_k}}-fee":1}""")).Body["errors"]!.AsObject().Single().Key.ShouldBe($"fields.{_k}-fee");
        (await Patch(ticket, $$"""{"{{_k}}-secret":"x"}""", door.Manager)).Status.ShouldBe(HttpStatusCode.OK);
        (await Patch(ticket, $$"""{"{{_k}}-proof":"a photo"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(ticket, "/solution", new { summary = "s" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_macro_sets_a_field_answers_with_it_and_is_held_to_the_rules()
    {
        await Field("cause", "choice", choices: Choices("worn-out", "misuse"), rules: [new { effect = "required", when = new { states = new[] { "solved" }, tags = new[] { _k } } }]);
        var macro = await door.Manager.Post("/macros", new { name = _k, actions = new object[] { new { step = "set-field", field = $"{_k}-cause", value = "worn-out" }, new { step = "reply", text = $"It is {{{{field.{_k}-cause}}}}." } } });
        macro.Status.ShouldBe(HttpStatusCode.Created, macro.Body.ToJsonString());
        var solve = await door.Manager.Post("/macros", new { name = _k + " solve", actions = new object[] { new { step = "set-field", field = $"{_k}-cause" }, new { step = "solve", text = "done" } } });
        var ticket = $"/tickets/{(await Create("{}", _k)).Id}";
        (await door.Agent.PutFresh(ticket, $"/macro-runs/{Guid.NewGuid()}", new { macroId = macro.Id })).Status.ShouldBe(HttpStatusCode.OK);
        ((string)(await door.Agent.Get($"{ticket}/messages")).Items[^1]["body"]!).ShouldBe("It is Worn out.");
        (await door.Agent.PutFresh(ticket, $"/macro-runs/{Guid.NewGuid()}", new { macroId = solve.Id })).Text("code").ShouldBe("ticket.fields");

        var run = await door.Agent.Post("/bulk-runs", new { macroId = solve.Id, ticketIds = new[] { ticket["/tickets/".Length..] } });
        await door.Eventually(async () => (int)(await door.Agent.Get($"/bulk-runs/{run.Id}")).Body["failed"]! == 1, "the bulk run is held to them too");
        (await door.Agent.Get(ticket)).Text("state").ShouldBe("new");
    }

    [Fact]
    public async Task Views_and_lists_find_by_fields_as_the_conditions_hold_on_the_ticket()
    {
        await Field("cause", "choice", choices: Choices("worn-out", "misuse"));
        await Field("parts", "choices", choices: Choices("lamp", "screw"));
        await Field("cost", "amount");
        await Field("day", "date");
        await Field("note", "text");
        var one = (await Create($$"""{"{{_k}}-cause":"worn-out","{{_k}}-parts":["lamp"],"{{_k}}-cost":10,"{{_k}}-day":"2026-01-31","{{_k}}-note":"12"}""", _k)).Id;
        var two = (await Create($$"""{"{{_k}}-cause":"misuse","{{_k}}-parts":["screw","lamp"],"{{_k}}-cost":99.5}""", _k)).Id;
        var bare = (await Create("{}", _k)).Id;
        (await Found($"field={_k}-cause:misuse")).ShouldBe([two]);
        (await Found($"field={_k}-parts:lamp")).ShouldBe([two, one]);
        (await Found($"field={_k}-parts:lamp&field={_k}-cost:10.0")).ShouldBe([one]);
        (await Found($"field={_k}-note:%2212%22")).ShouldBe([one]);
        (await Shown(new { field = $"{_k}-cost", @is = "at-least", value = 10 })).ShouldBe([two, one]);
        (await Shown(new { field = $"{_k}-cost", @is = "at-most", value = 10.5 })).ShouldBe([one]);
        (await Shown(new { field = $"{_k}-day", @is = "at-most", value = "2026-02-01" })).ShouldBe([one]);
        (await Shown(new { field = $"{_k}-cause", @is = "not", value = "misuse" })).ShouldBe([bare, one]);
        (await Shown(new { field = $"{_k}-day", @is = "not-set" })).ShouldBe([bare, two]);
        (await Shown(new { field = $"{_k}-day", @is = "set" })).ShouldBe([one]);
        foreach (var (wrong, code) in new[] { ("none:1", "field.unknown"), ($"{_k}-cause:rain", "field.condition"), ($"{_k}-cost:much", "field.condition") })
            (await door.Agent.Get($"/tickets?field={wrong}")).Text("code").ShouldBe(code);
        (await door.Agent.Get("/tickets?field=Bad")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Stranger.Get($"/tickets?field={_k}-cause:misuse")).Text("code").ShouldBe("field.unknown");
    }

    [Fact]
    public async Task Renaming_and_retiring_lose_nothing()
    {
        var field = await Field("cause", "choice", choices: Choices("worn-out", "misuse"), visible: true);
        var email = Calls.NewAddress();
        var ticket = $"/tickets/{(await Create($$"""{"{{_k}}-cause":"misuse"}""", _k, email)).Id}";
        (await Set(field.Id, Choices("worn-out"))).Text("code").ShouldBe("field.choice-missing");
        (await Set(field.Id, null, "text")).Text("code").ShouldBe("field.kind-fixed");
        (await Set(field.Id, [.. Choices("worn-out"), new { key = "misuse", names = new { en = "Wrong use" }, retired = true }])).Status.ShouldBe(HttpStatusCode.OK);
        ((string)(await door.Agent.Get($"{ticket}/fields?language=en")).Items.Single(i => (string)i["key"]! == $"{_k}-cause")["shown"]!).ShouldBe("Wrong use");
        (await Create($$"""{"{{_k}}-cause":"misuse"}""")).Text("code").ShouldBe("ticket.fields");
        (await Patch(ticket, $$"""{"{{_k}}-cause":"misuse"}""")).Status.ShouldBe(HttpStatusCode.OK, "what it has it keeps");

        var retired = await door.Manager.PutFresh($"/ticket-fields/{field.Id}", "/retirement", new { });
        (retired.Status, retired.Body["retiredAt"] is null).ShouldBe((HttpStatusCode.OK, false));
        (await Patch(ticket, $$"""{"{{_k}}-cause":"worn-out"}""")).Text("code").ShouldBe("ticket.fields");
        (await Found($"field={_k}-cause:misuse")).Count.ShouldBe(1);
        using var customer = await door.SignedIn("nordlys", email);
        var own = (await customer.Get("/my-tickets")).Items.Single()["fields"]!.AsArray().Single()!;
        ((string)own["key"]!, (string)own["value"]!).ShouldBe(($"{_k}-cause", "Wrong use"));
        (await door.Manager.DeleteFresh($"/ticket-fields/{field.Id}", "/retirement")).Body["retiredAt"].ShouldBeNull();
        (await Patch(ticket, $$"""{"{{_k}}-cause":"worn-out"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"kind":"choice","names":{"en":"x"}}""", 422, "field.choices")]
    [InlineData("""{"kind":"text","names":{}}""", 400, "request.invalid")]
    [InlineData("""{"kind":"text","names":{"en":" "}}""", 400, "request.invalid")]
    [InlineData("""{"kind":"song","names":{"en":"x"}}""", 400, "request.malformed")]
    [InlineData("""{"kind":"text","names":{"en":"x"},"limits":{"min":1}}""", 422, "field.limits")]
    [InlineData("""{"kind":"number","names":{"en":"x"},"limits":{"min":2,"max":1}}""", 422, "field.limits")]
    [InlineData("""{"kind":"choice","names":{"en":"x"},"choices":[{"key":"a","names":{"en":"a"}},{"key":"a","names":{"en":"b"}}]}""", 422, "field.choice-twice")]
    [InlineData("""{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","roles":["partner"]}]}""", 422, "field.role-unknown")]
    [InlineData("""{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","when":{"fields":[{"field":"no-such-field","is":"set"}]}}]}""", 422, "field.unknown")]
    [InlineData("""{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","when":{"assignee":"me"}}]}""", 422, "field.me")]
    public async Task A_field_that_makes_no_sense_is_refused(string field, int status, string code)
    {
        var answer = await door.Manager.Call(HttpMethod.Post, "/ticket-fields", $$"""{"key":"{{_k}}","field":{{field}}}""");
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    [Fact]
    public async Task Those_who_plan_define_them_and_a_key_is_taken_once()
    {
        await Field("x", "text");
        var again = await door.Manager.Post("/ticket-fields", new { key = $"{_k}-x", field = new { kind = "text", names = new { en = "x" } } });
        (again.Status, again.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "field.key-taken"));
        (await door.Agent.Post("/ticket-fields", new { key = _k, field = new { kind = "text", names = new { en = "x" } } })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Post("/ticket-fields", new { key = "Not A Key", field = new { kind = "text", names = new { en = "x" } } })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Stranger.Get("/ticket-fields?limit=100")).Items.ShouldBeEmpty();
    }

    private static object[] Choices(params string[] keys) => [.. keys.Select(k => new { key = k, names = new { en = char.ToUpperInvariant(k[0]) + k[1..].Replace('-', ' ') } })];

    private async Task<Answer> Field(string name, string kind, object? limits = null, object[]? choices = null, object[]? rules = null, bool visible = false)
    {
        var made = await door.Manager.Post("/ticket-fields", new { key = $"{_k}-{name}", field = new { kind, names = new { en = name, da = name }, choices, limits, rules, visibleToCustomer = visible } });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made;
    }

    private Task<Answer> Set(Guid id, object[]? choices, string kind = "choice") =>
        door.Manager.PutFresh($"/ticket-fields/{id}", "", new { field = new { kind, names = new { en = "Why" }, choices, visibleToCustomer = true } });

    private Task<Answer> Create(string fields, string? tag = null, string? email = null) => door.Agent.Call(HttpMethod.Post, "/tickets",
        $$"""{"channel":"web","subject":"Lamp","body":"The lamp that I bought from you does not work.","requester":{"email":"{{email ?? Calls.NewAddress()}}"},"tags":["{{tag ?? "other"}}"],"fields":{{fields}}}""");

    private async Task<Answer> Patch(string ticket, string fields, HttpClient? by = null) => await (by ?? door.Agent).Call(HttpMethod.Patch, ticket, $$"""{"fields":{{fields}}}""", "*");

    private async Task<List<string>> Form(HttpClient by, string ticket, string query) =>
        [.. (await by.Get($"{ticket}/fields{query}")).Items.Where(i => ((string)i["key"]!).StartsWith(_k, StringComparison.Ordinal)).Select(i => ((string)i["key"]!)[(_k.Length + 1)..] + ((bool)i["required"]! ? "!" : ""))];

    private async Task<List<Guid>> Found(string query) => [.. (await door.Agent.Get($"/tickets?tag={_k}&{query}")).Items.Select(i => (Guid)i["id"]!)];

    private async Task<List<Guid>> Shown(object field)
    {
        var view = await door.Agent.Post("/views", new { name = _k, filter = new { tags = new[] { _k }, fields = new[] { field } } });
        view.Status.ShouldBe(HttpStatusCode.Created, view.Body.ToJsonString());
        var shown = await door.Agent.Get($"/views/{view.Id}/tickets");
        await door.Agent.Call(HttpMethod.Delete, $"/views/{view.Id}", null, "*");
        return [.. shown.Items.Select(i => (Guid)i["id"]!)];
    }
}
