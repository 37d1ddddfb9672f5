using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class TemplateTests(TicketingStack door)
{
    [Fact]
    public async Task A_template_speaks_the_tickets_language_and_knows_what_it_is_about()
    {
        var (email, order) = (Calls.NewAddress(), $"T-{Guid.NewGuid():n}");
        await door.Partner.Post("/orders", Calls.Order(order, "pending", email));
        var orderId = (Guid)(await door.Agent.Get($"/orders?customer={email}")).Items.Single()["id"]!;
        var ticket = await door.Agent.Post("/tickets", new { channel = "web", subject = "Hvor er pakken", body = "Hej", language = "da", orderId, requester = new { email } });
        var template = await door.Manager.Post("/reply-templates", new
        {
            name = "On its way",
            texts = new[] { new { language = "en", body = "Dear {{customer.name}}" }, new { language = "da", body = "Kære {{customer.name}}: {{order.number}} ({{ticket.number}}). {{agent.name}}, {{organisation.name}}" } },
        });
        template.Status.ShouldBe(HttpStatusCode.Created, template.Body.ToJsonString());
        var filled = await door.Agent.Get($"/tickets/{ticket.Id}/filled-templates/{template.Id}");
        (filled.Text("language"), filled.Text("body")).ShouldBe(("da", $"Kære Olga Order: {order} ({ticket.Text("number")}). agent, Nordlys"));

        var orderless = (await door.Agent.CreateTicket()).Id;
        (await door.Agent.Get($"/tickets/{orderless}/filled-templates/{template.Id}")).Text("body").ShouldBe("Dear Anna");
        (await door.Agent.Get($"/tickets/{Guid.NewGuid()}/filled-templates/{template.Id}")).Text("code").ShouldBe("ticket.not-found");
        (await door.Agent.Get($"/tickets/{orderless}/filled-templates/{Guid.NewGuid()}")).Text("code").ShouldBe("template.not-found");
    }

    [Theory]
    [InlineData("""{"name":"n","texts":[]}""", 400, "texts")]
    [InlineData("""{"name":"n","texts":[{"language":"Danish!","body":"b"}]}""", 400, "texts[0].language")]
    [InlineData("""{"name":"n","texts":[{"language":"da","body":"b"},{"language":"da","body":"c"}]}""", 422, "texts")]
    [InlineData("""{"name":"n","texts":[{"language":"da","body":"b"},{"language":"en","body":"{{customer.iban}}"}]}""", 422, "texts[1].body")]
    public async Task A_template_that_makes_no_sense_is_refused(string body, int status, string field)
    {
        var answer = await door.Manager.Post("/reply-templates", body);
        ((int)answer.Status).ShouldBe(status, answer.Body.ToJsonString());
        answer.Body["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field);
    }

    [Fact]
    public async Task Who_leads_changes_it_and_it_stays_while_a_macro_uses_it()
    {
        object content = new { name = "Thanks", texts = new[] { new { language = "en", body = "Thank you" } } };
        (await door.Agent.Post("/reply-templates", content)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var template = await door.Manager.Post("/reply-templates", content);
        var macro = await door.Manager.Post("/macros", new { name = "Thank", actions = new[] { new { step = "reply", templateId = template.Id } } });
        macro.Status.ShouldBe(HttpStatusCode.Created, macro.Body.ToJsonString());
        (await door.Manager.DeleteFresh($"/reply-templates/{template.Id}", "")).Text("code").ShouldBe("template.in-use");
        (await door.Manager.DeleteFresh($"/macros/{macro.Id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Manager.Call(HttpMethod.Put, $"/reply-templates/{template.Id}", content)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.DeleteFresh($"/reply-templates/{template.Id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Stranger.Get($"/reply-templates/{template.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
