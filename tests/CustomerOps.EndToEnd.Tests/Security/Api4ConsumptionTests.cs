using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API4:2023 Unrestricted resource consumption. Pages, limits per caller and compressed bodies are tried elsewhere; here are bodies that are small enough and yet too much.</summary>
public sealed class Api4ConsumptionTests(RunningSystem system)
{
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(5);

    [Fact]
    public Task A_list_in_a_body_has_an_end() => Overfill((member, value) => value is JsonArray list && list.Count > 0 ? new JsonArray([.. Enumerable.Range(0, 900_000 / (list[0]!.ToJsonString().Length + 1)).Select(_ => list[0]!.DeepClone())]) : null);

    [Fact]
    public Task A_text_in_a_body_has_an_end() => Overfill((member, value) => value is JsonValue text && text.TryGetValue(out string? _) ? new string('x', 900_000) : null);

    [Fact]
    public Task A_number_in_a_body_has_an_end() => Overfill((member, value) => value is JsonValue number && number.TryGetValue(out double _) ? JsonNode.Parse("1e308") : null);

    [Fact]
    public async Task Deep_or_wide_json_costs_little()
    {
        var wrong = new List<string>();
        string[] bodies = [new string('[', 400_000), string.Concat(Enumerable.Repeat("{\"a\":[", 60_000)), "{" + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"m{i}\":0")) + "}", "{\"name\":" + new string('9', 900_000) + "}", "{\"name\":\"" + string.Concat(Enumerable.Repeat("\\u0000", 100_000)) + "\"}"];
        foreach (var operation in (await Operation.All(system)).Where(o => o.TakesBody && !o.IsPublic))
            foreach (var body in bodies)
            {
                using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
                var request = operation.Request(ifMatch: "\"1\"");
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                var clock = Stopwatch.StartNew();
                if ((await Reply.To(client, request)).NotAProblem(400, 404) is { } problem) wrong.Add($"{operation} {body[..10]}: {problem}");
                if (clock.Elapsed > s_quick) wrong.Add($"{operation} {body[..10]} took {clock.Elapsed}");
            }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_address_costs_little()
    {
        using var agent = system.Client("nordlys", "admin");
        foreach (var list in (await Operation.All(system)).Where(o => o.Method == HttpMethod.Get && o.Query.Length > 0 && !o.IsPublic && o.Roles.Contains("admin")))
            foreach (var query in list.Query.Where(q => q is not "limit"))
            {
                var reply = await Reply.To(agent, list.Request(query: $"?{query}={new string('%', 1)}41{new string('a', 7_000)}"));
                reply.Code.ShouldBeLessThan(500, $"{list} {query} {reply.Text}");
            }
    }

    /// <summary>Every member of every body, one at a time, is given far too much: nothing may be taken, fall over or take long.</summary>
    private async Task Overfill(Func<string, JsonNode?, JsonNode?> more)
    {
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var operation in (await Operation.All(system)).Where(o => o.Example is not null && !o.IsPublic))
        {
            var members = operation.Example is JsonObject whole ? whole.ToArray() : [KeyValuePair.Create("", operation.Example)];
            foreach (var (member, value) in members)
            {
                if (more(member, value) is not { } much) continue;
                tried++;
                using var client = system.Client("aurora", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
                var body = operation.Example!.DeepClone();
                if (member.Length == 0) body = much;
                else body[member] = much;
                var clock = Stopwatch.StartNew();
                if ((await Reply.To(client, operation.Request(body: body, ifMatch: "\"1\""))).NotAProblem(400, 404, 409, 412, 413, 422) is { } problem) wrong.Add($"{operation} {member}: {problem}");
                if (clock.Elapsed > s_quick) wrong.Add($"{operation} {member} took {clock.Elapsed}");
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(5);
    }
}
