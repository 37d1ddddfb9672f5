using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>The organisation's own facts on customers and orders, as tickets have them.</summary>
[Collection(DoorCollection.Name)]
public sealed class ThingFieldTests(TicketingStack door)
{
    private readonly string _k = $"g{Guid.NewGuid():n}"[..9];

    [Fact]
    public async Task A_customers_values_are_checked_required_by_conditions_found_and_told()
    {
        await Field("customer", "segment", "choice", choices: Choices("private", "business"));
        await Field("customer", "vat", "text", rules: [new { effect = "required", when = new { fields = new[] { new { field = $"{_k}-segment", value = "business" } } } }]);
        await Field("customer", "limit", "amount", rules: [new { effect = "visible", roles = new[] { "manager" } }]);
        var (id, other) = (await Customer(), await Customer());
        var customer = $"/customers/{id}";

        var wrong = await Patch(customer, $$"""{"{{_k}}-segment":"royal","{{_k}}-vat":7,"{{_k}}-none":1}""");
        (wrong.Status, wrong.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "customer.fields"));
        wrong.Body["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal).ShouldBe([$"fields.{_k}-none", $"fields.{_k}-segment", $"fields.{_k}-vat"]);
        (await Patch(customer, $$"""{"{{_k}}-segment":"business"}""")).Body["errors"]!.AsObject().Single().Key.ShouldBe($"fields.{_k}-vat");
        (await Patch(customer, $$"""{"{{_k}}-limit":1}""")).Body["errors"]!.AsObject().Single().Key.ShouldBe($"fields.{_k}-limit");
        (await Form(door.Agent, customer)).ShouldBe(["segment", "vat"]);

        var filled = await Patch(customer, $$"""{"{{_k}}-segment":"business","{{_k}}-vat":"DK12"}""");
        filled.Status.ShouldBe(HttpStatusCode.OK, filled.Body.ToJsonString());
        ((string)filled.Body["fields"]![$"{_k}-vat"]!).ShouldBe("DK12");
        (await Form(door.Manager, customer)).ShouldBe(["segment", "vat!", "limit"]);
        (await Patch(customer, $$"""{"{{_k}}-vat":null}""")).Text("code").ShouldBe("customer.fields");
        (await Patch(customer, $$"""{"{{_k}}-vat":"DK12"}""")).ETag.ShouldBe(filled.ETag, "the same again changes nothing");
        (await door.Hear("ticketing.customer-fields-changed.v1", id))["fields"]!.AsArray().Select(f => (string)f!).ShouldBe([$"{_k}-segment", $"{_k}-vat"]);
        door.Heard("ticketing.customer-fields-changed.v1", id).Count.ShouldBe(1);

        (await Found("customers", $"field={_k}-segment:business&field={_k}-vat:DK12")).ShouldBe([id]);
        (await Patch($"/customers/{other}", $$"""{"{{_k}}-segment":"private"}""")).Status.ShouldBe(HttpStatusCode.OK);
        // Merged, the person is found by what any of their records has, and shown once.
        (await door.Manager.PutFresh($"/customers/{other}", "/merge", new { intoCustomerId = id, reason = "Same" })).Status.ShouldBe(HttpStatusCode.OK);
        (await Found("customers", $"field={_k}-segment:private")).ShouldBe([id]);
        (await door.Agent.Get($"/customers?field={_k}-segment:royal")).Text("code").ShouldBe("field.condition");
        (await door.Stranger.Get($"/customers?field={_k}-segment:private")).Text("code").ShouldBe("field.unknown");
        (await door.Stranger.Call(HttpMethod.Patch, customer, """{"fields":{}}""", "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Patch, customer, """{"fields":{}}""")).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Agent.Call(HttpMethod.Patch, customer, "{}", "*")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_orders_values_come_from_the_shop_and_hold_staff_to_the_rules_before_a_status()
    {
        await Field("order", "gift", "yes-no");
        await Field("order", "why", "text", rules: [new { effect = "required", statuses = new[] { "cancelled" }, when = new { fields = new[] { new { field = $"{_k}-gift", value = true } } } }]);
        var number = $"G-{_k}";
        var told = await Tell(door.Partner, number, "pending", $$"""{"{{_k}}-gift":true}""");
        told.Status.ShouldBe(HttpStatusCode.Created, told.Body.ToJsonString());
        var order = $"/orders/{told.Id}";
        ((bool)(await door.Agent.Get(order)).Body["fields"]![$"{_k}-gift"]!).ShouldBeTrue();
        (await Tell(door.Partner, number, "pending", $$"""{"{{_k}}-gift":"yes"}""")).Text("code").ShouldBe("order.fields");
        (await Tell(door.Partner, number, "processed", "null")).Body["fields"]!.AsObject().Count.ShouldBe(1, "what is not sent stays");
        (await door.Hear("ticketing.order-fields-changed.v1", told.Id))["fields"]!.AsArray().Select(f => (string)f!).ShouldBe([$"{_k}-gift"]);

        (await Form(door.Agent, order)).ShouldBe(["gift", "why"]);
        (await Form(door.Agent, order, "?status=cancelled")).ShouldBe(["gift", "why!"]);
        var refused = await Tell(door.Agent, number, "cancelled", "{}");
        (refused.Status, refused.Text("code"), refused.Body["errors"]!.AsObject().Single().Key).ShouldBe((HttpStatusCode.UnprocessableEntity, "order.fields", $"fields.{_k}-why"));
        (await door.Agent.Get(order)).Text("status").ShouldBe("processed");
        (await Patch(order, $$"""{"{{_k}}-why":"Came too late"}""", door.Partner)).Status.ShouldBe(HttpStatusCode.OK);
        (await Tell(door.Agent, number, "cancelled", "{}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Found("orders", $"field={_k}-gift:true")).ShouldBe([told.Id]);
        (await Found("orders", $"field={_k}-gift:false")).ShouldBeEmpty();
        // The shop is not held up by rules for staff: nobody is there to fill anything in.
        await Tell(door.Partner, $"{number}-2", "pending", $$"""{"{{_k}}-gift":true}""");
        (await Tell(door.Partner, $"{number}-2", "cancelled", "null")).Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Templates_say_what_the_requester_and_the_order_have_in_words()
    {
        await Field("customer", "segment", "choice", choices: Choices("business"));
        await Field("order", "gift", "yes-no");
        var told = await Tell(door.Partner, $"T-{_k}", "pending", $$"""{"{{_k}}-gift":true}""");
        var ticket = await door.Agent.CreateTicket((string)told.Body["customer"]!["email"]!, orderId: told.Id);
        await Patch($"/customers/{ticket.Body["requester"]!["id"]}", $$"""{"{{_k}}-segment":"business"}""");
        var body = $"{{{{customer-field.{_k}-segment}}}}, gift: {{{{order-field.{_k}-gift}}}}, {{{{order-field.{_k}-segment|none}}}}";
        var template = await door.Manager.Post("/reply-templates", new { name = _k, texts = new[] { new { language = "en", body } } });
        template.Status.ShouldBe(HttpStatusCode.Created, template.Body.ToJsonString());
        (await door.Agent.Get($"/tickets/{ticket.Id}/filled-templates/{template.Id}")).Text("body").ShouldBe("business, gift: yes, none");
        (await door.Manager.Post("/reply-templates", new { name = _k + "x", texts = new[] { new { language = "en", body = "{{company-field.x}}" } } })).Text("code").ShouldBe("template.unknown-variable");
    }

    [Fact]
    public async Task A_field_is_of_one_kind_of_thing()
    {
        var field = await Field("customer", "x", "text");
        await Field("order", "x", "number");
        (await door.Manager.Post("/customer-fields", Body("x", "text"))).Text("code").ShouldBe("field.key-taken");
        foreach (var elsewhere in (string[])["ticket-fields", "order-fields"])
            (await door.Agent.Get($"/{elsewhere}/{field.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Get($"/order-fields/{field.Id}")).Text("code").ShouldBe("order-field.not-found");
        (await door.Agent.Get("/ticket-fields?limit=100")).Items.ShouldNotContain(f => (string)f["key"]! == $"{_k}-x");
        (await door.Agent.Get($"/tickets?field={_k}-x:1")).Text("code").ShouldBe("field.unknown");
        (await Patch($"/tickets/{(await door.Agent.CreateTicket()).Id}", $$"""{"{{_k}}-x":"1"}""")).Text("code").ShouldBe("ticket.fields");
        (await door.Agent.Post("/customer-fields", Body("y", "text"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Stranger.Get("/customer-fields?limit=100")).Items.ShouldBeEmpty();
        (await door.Manager.PutFresh($"/customer-fields/{field.Id}", "/retirement", new { })).Body["retiredAt"].ShouldNotBeNull();
        (await Patch($"/customers/{await Customer()}", $$"""{"{{_k}}-x":"1"}""")).Text("code").ShouldBe("customer.fields");
        (await door.Manager.DeleteFresh($"/customer-fields/{field.Id}", "/retirement")).Body["retiredAt"].ShouldBeNull();
        (await Patch($"/customers/{await Customer()}", $$"""{"{{_k}}-x":"1"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("customer", """{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","when":{"states":["solved"]}}]}""", "field.condition-elsewhere")]
    [InlineData("customer", """{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","statuses":["cancelled"]}]}""", "field.condition-elsewhere")]
    [InlineData("order", """{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","when":{"languages":["da"]}}]}""", "field.condition-elsewhere")]
    [InlineData("ticket", """{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","statuses":["cancelled"]}]}""", "field.condition-elsewhere")]
    [InlineData("order", """{"kind":"text","names":{"en":"x"},"visibleToCustomer":true}""", "field.not-shown")]
    [InlineData("order", """{"kind":"text","names":{"en":"x"},"rules":[{"effect":"required","when":{"fields":[{"field":"no-such-field","is":"set"}]}}]}""", "field.unknown")]
    public async Task What_such_a_thing_cannot_be_asked_is_refused(string about, string field, string code)
    {
        var answer = await door.Manager.Call(HttpMethod.Post, $"/{about}-fields", $$"""{"key":"{{_k}}","field":{{field}}}""");
        ((int)answer.Status, answer.Text("code")).ShouldBe((422, code), answer.Body.ToJsonString());
    }

    private static object[] Choices(params string[] keys) => [.. keys.Select(k => new { key = k, names = new { en = k } })];

    private object Body(string name, string kind, object[]? choices = null, object[]? rules = null) => new { key = $"{_k}-{name}", field = new { kind, names = new { en = name }, choices, rules } };

    private async Task<Answer> Field(string about, string name, string kind, object[]? choices = null, object[]? rules = null)
    {
        var made = await door.Manager.Post($"/{about}-fields", Body(name, kind, choices, rules));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        (await door.Agent.Get(made.Http.Headers.Location!.ToString()["/api/v1".Length..])).ETag.ShouldBe(made.ETag);
        return made;
    }

    private async Task<Guid> Customer() => (Guid)(await door.Agent.CreateTicket()).Body["requester"]!["id"]!;

    private async Task<Answer> Patch(string thing, string fields, HttpClient? by = null) => await (by ?? door.Agent).Call(HttpMethod.Patch, thing, $$"""{"fields":{{fields}}}""", "*");

    private static Task<Answer> Tell(HttpClient by, string number, string status, string fields) => by.Call(HttpMethod.Post, "/orders",
        $$"""{"externalId":"{{number}}","status":"{{status}}","currency":"EUR","placedAt":"2026-11-01T10:00:00Z","customer":{"email":"{{number.ToLowerInvariant()}}@example.com","name":"Gerda"},"lines":[{"sku":"LAMP","name":"Lamp","quantity":1,"unitPrice":12.5}],"fields":{{fields}}}""");

    private async Task<List<string>> Form(HttpClient by, string thing, string query = "") =>
        [.. (await by.Get($"{thing}/fields{query}")).Items.Where(i => ((string)i["key"]!).StartsWith(_k, StringComparison.Ordinal)).Select(i => ((string)i["key"]!)[(_k.Length + 1)..] + ((bool)i["required"]! ? "!" : ""))];

    private async Task<List<Guid>> Found(string things, string query) => [.. (await door.Agent.Get($"/{things}?{query}")).Items.Select(i => (Guid)i["id"]!)];
}
