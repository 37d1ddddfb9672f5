using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace CustomerOps.EndToEnd.Tests.DataProtection;

/// <summary>What staff write down while they help somebody, beyond the conversation itself.</summary>
internal sealed partial class Life
{
    private async Task BeWorkedOn(string path)
    {
        (await _agent.Send(HttpMethod.Put, $"/api/v1{path}/draft", new { visibility = "public", body = Plant("draft"), shared = true })).Status.ShouldBe(HttpStatusCode.OK);
        await Post(_agent, $"{path}/participants", new { email = $"p-{Guid.NewGuid():n}@example.com", name = $"A friend of {Word}" });
        var approval = await Post(_agent, $"{path}/approvals", new { subject = Plant("approval"), amount = 12.5m, currency = "EUR" });
        await Fresh($"/approvals/{approval["id"]}", $"/approvals/{approval["id"]}/decision", new { approved = true, comment = Plant("decision") });
        var department = $"d-{Word}"[..12];
        await Fresh("/departments", $"/departments/{department}", new { title = "Warehouse", members = Array.Empty<Guid>() }, tag: "\"0\"");
        var asked = await Post(_agent, $"{path}/department-tasks", new { department, title = Plant("department-task"), details = Plant("department-details"), dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        await Fresh($"/department-tasks/{asked["id"]}", $"/department-tasks/{asked["id"]}/answer", new { answer = Plant("department-answer") }, _agent);
        var call = await Post(_agent, $"{path}/promises", new { kind = "call-back", text = Plant("call-back"), dueAt = DateTimeOffset.UtcNow.AddDays(1), contact = Plant("contact"), asCustomerWishes = true });
        await Post(_agent, $"/promises/{call["id"]}/attempts", new { outcome = "no-answer", note = Plant("call-back-note") });
        await Fresh($"/promises/{call["id"]}", $"/promises/{call["id"]}/withdrawal", new { reason = Plant("call-back-withdrawn") }, _agent);
        var lost = await Post(_agent, $"{path}/opportunities", new { kind = "up-sell", title = Plant("lost-opportunity") });
        await Fresh($"/opportunities/{lost["id"]}", $"/opportunities/{lost["id"]}/outcome", new { outcome = "lost", reason = Plant("lost-because") }, _agent);
        await Fresh(path, $"{path}/extreme-case", new { reason = Plant("extreme-case") }, _agent);
        await Fresh(path, $"{path}/wait", new { state = "pending", reason = Plant("wait") }, _agent);
    }

    /// <summary>An order that came goes back; one that did not is to go elsewhere, and then nowhere.</summary>
    private async Task SendBack(JsonNode delivered)
    {
        await LetAddressesChange();
        var back = await Post(_agent, $"/orders/{delivered["id"]}/actions", new { action = "return", lines = new[] { new { sku = "LAMP", quantity = 1, condition = "as-new" } }, reason = Plant("return-reason") });
        await Fresh($"/order-actions/{back["id"]}", $"/order-actions/{back["id"]}/receipt", new { note = Plant("return-note") }, _agent);
        var pending = await Post(_partner, "/orders", Order("pending"));
        await Post(_agent, $"/orders/{pending["id"]}/actions", new { action = "change-address", address = Plant("delivery-address"), reason = Plant("address-reason") });
        await Post(_agent, $"/orders/{pending["id"]}/actions", new { action = "cancel", reason = Plant("cancel-reason") });
    }

    private async Task LetAddressesChange()
    {
        const string Rule = "address-before-dispatch";
        var policy = await _manager.Send(HttpMethod.Get, "/api/v1/return-policy");
        var rules = policy.Body["rules"]!.DeepClone().AsArray();
        if (rules.Any(r => (string?)r!["id"] == Rule)) return;
        rules.Add(new JsonObject { ["id"] = Rule, ["action"] = "change-address", ["statuses"] = new JsonArray("pending"), ["text"] = "What was not sent can go elsewhere." });
        (await _manager.Send(HttpMethod.Put, "/api/v1/return-policy", new JsonObject { ["rules"] = rules }, policy.ETag)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private object Order(string status, string? email = null) => new
    {
        externalId = $"E-{Guid.NewGuid():n}", status, currency = "EUR", placedAt = DateTimeOffset.UtcNow.AddDays(-3), customer = new { email = email ?? Email, name = Name },
        lines = new[] { new { sku = "LAMP", name = "Lamp", quantity = 1, unitPrice = 12.50m } }, payments = new[] { new { reference = Plant("card"), kind = "credit-card", amount = 12.50m } },
    };
}
