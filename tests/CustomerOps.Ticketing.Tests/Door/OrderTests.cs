using System.Net;
using CustomerOps.Contracts.Partners;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class OrderTests(TicketingStack door)
{
    [Fact]
    public async Task An_order_is_new_once_and_goes_forward_only()
    {
        var (number, email) = ($"O-{Guid.NewGuid():n}", Calls.NewAddress());
        var first = await door.Partner.Post("/orders", Calls.Order(number, "pending", email));
        (first.Status, (decimal)first.Body["total"]!).ShouldBe((HttpStatusCode.Created, 25.00m));
        var delivered = await door.Partner.Post("/orders", Calls.Order(number, "delivered", email));
        (delivered.Status, delivered.Id, delivered.Text("status")).ShouldBe((HttpStatusCode.OK, first.Id, "delivered"));
        (await door.Partner.Post("/orders", Calls.Order(number, "completed", email))).Text("status").ShouldBe("completed");
        (await door.Partner.Post("/orders", Calls.Order(number, "pending", email))).Text("status").ShouldBe("completed");
        (await door.Partner.Post("/orders", Calls.Order(number, "cancelled", email))).Text("code").ShouldBe("order.already-delivered");

        var told = await door.Hear("ticketing.order-completed.v1", first.Id);
        ((string)told["externalId"]!, (string)told["customer"]!["language"]!, (string)told["branch"]!).ShouldBe((number, "fi", "harbour"));
        door.Heard("ticketing.order-completed.v1", first.Id).Count.ShouldBe(1);
        (await door.Agent.Get($"/orders/{first.Id}")).Text("externalId").ShouldBe(number);
    }

    [Fact]
    public async Task A_partners_message_does_what_the_call_does_however_often_it_comes()
    {
        var number = $"M-{Guid.NewGuid():n}";
        var told = new OrderCompleted(number, new(Calls.NewAddress(), "Mads", "da", "main"), [new("BULB", "Bulb", 3, 2m)], "DKK", DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow);
        var message = Guid.CreateVersion7();
        foreach (var id in (Guid[])[message, message, Guid.CreateVersion7()]) await door.Tell(told, id);
        await door.Eventually(async () => (await door.Agent.Get($"/orders?externalId={number}")).Items.Count == 1, number);
        var order = (await door.Agent.Get($"/orders?externalId={number}")).Items.Single();
        ((string)order["status"]!, (decimal)order["total"]!).ShouldBe(("completed", 6m));
        (await door.Partner.Post("/orders", Calls.Order(number, "processed"))).Text("status").ShouldBe("completed");
        await door.Hear("ticketing.order-completed.v1", (Guid)order["id"]!);
        door.Heard("ticketing.order-completed.v1", (Guid)order["id"]!).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ten_partners_telling_the_same_order_at_once_make_one()
    {
        var (number, email) = ($"R-{Guid.NewGuid():n}", Calls.NewAddress());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => door.Partner.Post("/orders", Calls.Order(number, "completed", email))));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1, string.Join("\n", answers.Select(a => a.Body.ToJsonString())));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(9);
        answers.Select(a => a.Id).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"externalId":"","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":1}],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "externalId")]
    [InlineData("""{"externalId":"1","customer":{"email":"a","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":1}],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "customer.email")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "lines")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":0,"unitPrice":1}],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "lines[0].quantity")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":-1}],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "lines[0].unitPrice")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":1}],"currency":"euro","placedAt":"2026-01-01T00:00:00Z","status":"pending"}""", "currency")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":1}],"currency":"EUR","placedAt":"soon","status":"pending"}""", "placedAt")]
    [InlineData("""{"externalId":"1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"S","name":"N","quantity":1,"unitPrice":1}],"currency":"EUR","placedAt":"2026-01-01T00:00:00Z","status":"lost"}""", "status")]
    public async Task A_wrong_order_is_refused_with_the_field_that_is_wrong(string body, string field)
    {
        var answer = await door.Partner.Post("/orders", body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field, answer.Body.ToJsonString());
    }

    [Fact]
    public async Task A_ticket_can_be_about_the_requesters_own_order_only()
    {
        var email = Calls.NewAddress();
        var order = (await door.Partner.Post("/orders", Calls.Order($"T-{Guid.NewGuid():n}", "processed", email))).Id;
        var ticket = await door.Agent.CreateTicket(email, orderId: order);
        (await door.Agent.Get($"/tickets?orderId={order}")).Items.Single()["id"]!.GetValue<Guid>().ShouldBe(ticket.Id);
        var other = await door.Agent.Post("/tickets", new { channel = "email", subject = "s", body = "b", requester = new { email = Calls.NewAddress() }, orderId = order });
        (other.Status, other.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "ticket.order-unknown"));
    }
}
