using System.Net;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>
/// OWASP API1:2023 Broken object level authorization. Ids in paths are tried over every route by the conventions; here are ids everywhere else: in bodies,
/// in filters, and those of another customer of the same organisation.
/// </summary>
public sealed class Api1ObjectTests(RunningSystem system)
{
    [Fact]
    public async Task Another_organisations_id_in_a_body_is_what_an_unknown_id_is()
    {
        var (wrong, tried) = (new List<string>(), 0);
        var theirs = await Known("aurora");
        foreach (var operation in (await Operation.All(system)).Where(o => o.Example is JsonObject && !o.IsPublic))
        {
            foreach (var (member, id) in Ids(operation, theirs))
            {
                using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
                tried++;
                var (foreign, random) = (await Send(client, operation, member, id), await Send(client, operation, member, $"{Guid.NewGuid()}"));
                if (foreign.Code is >= 200 and < 300 && random.Code is not (>= 200 and < 300)) wrong.Add($"{operation} takes {member}");
                if (foreign.Code != random.Code || foreign.ProblemCode != random.ProblemCode) wrong.Add($"{operation} tells {member} apart: {foreign.Code} {foreign.ProblemCode}, {random.Code} {random.ProblemCode}");
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Another_organisations_id_in_a_filter_finds_what_an_unknown_id_finds()
    {
        var (wrong, tried) = (new List<string>(), 0);
        var theirs = await Known("aurora");
        foreach (var operation in (await Operation.All(system)).Where(o => o.Method == HttpMethod.Get && !o.IsPublic))
        {
            using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
            foreach (var filter in operation.Query.Where(theirs.ContainsKey))
            {
                tried++;
                var foreign = await Reply.To(client, operation.Request(query: $"?{filter}={theirs[filter]}"));
                var random = await Reply.To(client, operation.Request(query: $"?{filter}={(theirs[filter].Contains('@') ? "nobody@example.com" : Guid.NewGuid().ToString())}"));
                if (foreign.Code != random.Code || foreign.WithoutTrace() != random.WithoutTrace()) wrong.Add($"{operation} {filter}: {foreign.Text} {random.Text}");
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_customers_key_reads_nobodys_tickets()
    {
        var theirs = await Known("nordlys");
        using var customer = system.Client("nordlys", "customer");
        (await Reply.To(customer, new HttpRequestMessage(HttpMethod.Get, $"/api/v1/my-tickets/{theirs["ticketId"]}/messages"))).NotAProblem(404).ShouldBeNull();
        foreach (var path in (string[])[$"/api/v1/tickets/{theirs["ticketId"]}", $"/api/v1/customers/{theirs["customerId"]}", $"/api/v1/customers/{theirs["customerId"]}/timeline"])
            (await Reply.To(customer, new HttpRequestMessage(HttpMethod.Get, path))).NotAProblem(403).ShouldBeNull();
        (await Reply.To(customer, new HttpRequestMessage(HttpMethod.Get, "/api/v1/my-tickets"))).Text.ShouldNotContain(theirs["ticketId"]);
    }

    /// <summary>Members of the body, also those the example leaves out, that are ids of something the other organisation has.</summary>
    private static IEnumerable<(string Member, string Id)> Ids(Operation operation, Dictionary<string, string> theirs)
    {
        var body = operation.Example!.AsObject();
        string[] more = operation.Path switch { "/api/v1/tickets" => ["orderId"], "/api/v1/tickets/{id}/assignee" => ["personId"], "/api/v1/rotas/{week}/solution" => ["forecastId"], _ => [] };
        return body.Select(m => m.Key).Union(more).Where(m => theirs.TryGetValue(m, out var id) && Guid.TryParse(id, out _)).Select(m => (m, theirs[m]));
    }

    private static Task<Reply> Send(HttpClient client, Operation operation, string member, string id)
    {
        var body = operation.Example!.DeepClone().AsObject();
        if (operation.Path.EndsWith("/assignee", StringComparison.Ordinal)) body.Remove("queue");
        body[member] = id;
        return Reply.To(client, operation.Request(body: body, ifMatch: "\"1\""));
    }

    /// <summary>Something of each kind the organisation has, by the name that points to it.</summary>
    private async Task<Dictionary<string, string>> Known(string slug)
    {
        var (agent, partner, manager, email) = (system.As(slug, "agent"), system.As(slug, "partner"), system.As(slug, "manager"), $"known-{Guid.NewGuid():n}@example.com");
        var order = await partner.Send(HttpMethod.Post, "/api/v1/orders", new { externalId = $"K-{Guid.NewGuid():n}", customer = new { email, name = "K", language = "en" }, lines = new[] { new { sku = "A", name = "A", quantity = 1, unitPrice = 1m } }, currency = "DKK", placedAt = DateTimeOffset.UtcNow.AddDays(-1), status = "pending" }, expected: HttpStatusCode.Created);
        var ticket = await agent.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "web", subject = "K", body = "K", requester = new { email, name = "K" }, orderId = $"{order.Body["id"]}" }, expected: HttpStatusCode.Created);
        var person = await system.As(slug, "admin").Send(HttpMethod.Post, "/api/v1/organisation/people", new { name = "K", email, language = "en", roles = (string[])["agent"], branches = Array.Empty<string>() }, expected: HttpStatusCode.Created);
        var survey = (await manager.Get("/api/v1/surveys"))["items"]![0]!["id"]!.GetValue<string>();
        var customer = (await agent.Get($"/api/v1/customers?email={email}"))["items"]![0]!["id"]!.GetValue<string>();
        return new()
        {
            ["orderId"] = $"{order.Body["id"]}", ["ticketId"] = $"{ticket.Body["id"]}", ["personId"] = $"{person.Body["id"]}", ["assignee"] = $"{person.Body["id"]}", ["surveyId"] = survey,
            ["customerId"] = customer, ["customer"] = customer, ["organisationId"] = $"{system.Organisation(slug)}", ["requester"] = email, ["email"] = email, ["externalId"] = $"{order.Body["externalId"]}",
        };
    }
}
