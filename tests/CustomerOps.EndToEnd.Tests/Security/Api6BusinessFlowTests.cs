using System.Net;
using System.Net.Http.Json;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API6:2023 Unrestricted access to sensitive business flows: what may happen once happens once however many ask at once, and a door tells nobody who lives there.</summary>
public sealed class Api6BusinessFlowTests(RunningSystem system)
{
    [Fact]
    public async Task A_survey_answered_by_thirty_at_once_is_answered_once()
    {
        var customer = new Detractor(system);
        foreach (var step in customer.Steps.Take(3)) await step();
        var token = await system.Mailbox.Token(customer.Email);
        var form = await system.AsNobody().Get($"/api/v1/survey-answers/{token}");
        var answers = form["questions"]!.AsArray().Select(q => new { question = q!["id"]!.GetValue<string>(), value = (object)(q["type"]!.GetValue<string>() switch { "nps" => 9, "csat" => 5, "ces" => 7, _ => "Good." }) }).ToList();
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Patient.Ask(() => Reply.To(nobody, new HttpRequestMessage(HttpMethod.Post, $"/api/v1/survey-answers/{token}") { Content = JsonContent.Create(new { answers }) }))));
        replies.Count(r => r.Code == 201).ShouldBe(1);
        replies.Where(r => r.Code != 201).ShouldAllBe(r => r.Code == 409);
    }

    [Fact]
    public async Task One_order_told_by_twenty_at_once_is_one_order()
    {
        var externalId = $"R-{Guid.NewGuid():n}";
        var body = new { externalId, customer = new { email = "race@example.com", name = "R", language = "en" }, lines = new[] { new { sku = "A", name = "A", quantity = 1, unitPrice = 1m } }, currency = "DKK", placedAt = DateTimeOffset.UtcNow.AddDays(-1), status = "pending" };
        using var partner = system.Client("nordlys", "partner");
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Reply.To(partner, new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(body) })));
        replies.ShouldAllBe(r => r.Code == 201 || r.Code == 200 || r.Code == 409);
        (await system.As("nordlys", "agent").Get($"/api/v1/orders?externalId={externalId}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/v1/password-resets")]
    [InlineData("/api/v1/customer-sessions")]
    public async Task A_door_answers_alike_whether_or_not_somebody_lives_there(string door)
    {
        var email = $"lives-{Guid.NewGuid():n}@example.com";
        await system.As("nordlys", "admin").Send(HttpMethod.Post, "/api/v1/organisation/people", new { name = "L", email, language = "en", roles = (string[])["agent"], branches = Array.Empty<string>() }, expected: HttpStatusCode.Created);
        await system.As("nordlys", "agent").Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "web", subject = "S", body = "B", requester = new { email, name = "L" } }, expected: HttpStatusCode.Created);
        var (known, unknown) = (await Knock(door, email), await Knock(door, $"nobody-{Guid.NewGuid():n}@example.com"));
        (known.Code, known.WithoutTrace()).ShouldBe((unknown.Code, unknown.WithoutTrace()));
        known.Code.ShouldBeInRange(200, 204);
    }

    private async Task<Reply> Knock(string door, string email)
    {
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        object body = door.EndsWith("customer-sessions", StringComparison.Ordinal) ? new { email, organisation = "nordlys" } : new { email };
        return await Patient.Ask(() => Reply.To(nobody, new HttpRequestMessage(HttpMethod.Post, door) { Content = JsonContent.Create(body) }));
    }
}
