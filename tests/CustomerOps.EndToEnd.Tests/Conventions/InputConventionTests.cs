using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Security;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>Wrong input of every kind, at every route that takes any.</summary>
public sealed class InputConventionTests(RunningSystem system)
{
    [Theory]
    [InlineData("{", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("7", "application/json", 400)]
    [InlineData("\"text\"", "application/json", 400)]
    [InlineData("{\"tenantId\":\"0190a000-0000-7000-8000-000000000001\",\"noSuchMember\":1}", "application/json", 400)]
    [InlineData("channel=email", "application/x-www-form-urlencoded", 415)]
    [InlineData("<a/>", "application/xml", 415)]
    public Task A_body_that_cannot_be_read_is_refused(string body, string type, int status) =>
        Refused(() => new StringContent(body, Encoding.UTF8, type), status, status == 415 ? 415 : 400);

    [Fact]
    public Task A_body_of_broken_text_is_refused() =>
        Refused(() => new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, 400);

    [Fact]
    public Task A_body_nested_without_end_is_refused() =>
        Refused(() => new StringContent(string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000), Encoding.UTF8, "application/json"), 400);

    [Fact]
    public Task A_body_over_a_megabyte_is_refused() =>
        Refused(() => new StringContent("{\"a\":\"" + new string('a', 1_100_000) + "\"}", Encoding.UTF8, "application/json"), 413);

    [Fact]
    public async Task What_only_the_service_sets_cannot_be_sent()
    {
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => o.Example is JsonObject))
        {
            foreach (var member in (string[])["tenantId", "id", "version", "createdAt", "updatedAt", "isAdmin"])
            {
                var body = operation.Example!.DeepClone().AsObject();
                if (body.ContainsKey(member)) continue;
                body[member] = "0190a000-0000-7000-8000-000000000001";
                var reply = await Patient.Ask(() => Reply.To(As(operation), operation.Request(body: body, ifMatch: "\"1\"")));
                if (reply.NotAProblem(400) is { } problem) wrong.Add($"{operation} {member}: {problem}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_query_parameter_is_refused()
    {
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => !o.IsPublic))
        {
            var reply = await Reply.To(As(operation), operation.Request(query: "?noSuchFilter=1", body: operation.Example, ifMatch: operation.NeedsIfMatch ? "\"1\"" : null));
            if (reply.NotAProblem(400) is { } problem) wrong.Add($"{operation}: {problem}");
            else if (operation.Query.Length == 0 && reply.ProblemCode != "request.unknown-parameter") wrong.Add($"{operation}: {reply.ProblemCode}");
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("after=x")]
    [InlineData("after=%00")]
    [InlineData("after=bm90LWEtY3Vyc29y")]
    [InlineData("after=eyJLIjoieCJ9")]
    [InlineData("after=eyJLIjpudWxsLCJJIjoiMDE5MGEwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0")]
    [InlineData("after=' or 1=1 --")]
    public async Task A_list_refuses_a_page_it_did_not_offer(string query)
    {
        var wrong = new List<string>();
        foreach (var list in (await Operation.All(system)).Where(o => o.IsList))
        {
            var reply = await Reply.To(As(list), list.Request(query: "?" + query));
            if (reply.NotAProblem(400, 404, 422) is { } problem) wrong.Add($"{list}: {problem}");
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("%00")]
    [InlineData("..%2F..%2Finternal%2Fre-drive")]
    [InlineData("1 or 1=1")]
    public async Task A_malformed_id_is_unknown(string id)
    {
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => o.NamesOne))
        {
            var reply = await Reply.To(As(operation), operation.Request(id, body: operation.Example, ifMatch: "\"1\""));
            if (reply.Code is not (400 or 404) || reply.Problem is null && reply.Text.Length > 0) wrong.Add($"{operation}: {reply.Code} {reply.Text}");
        }

        wrong.ShouldBeEmpty();
    }

    private async Task Refused(Func<HttpContent> content, params int[] statuses)
    {
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => o.TakesBody && !o.IsPublic))
        {
            var request = operation.Request(ifMatch: operation.NeedsIfMatch ? "\"1\"" : null);
            request.Content = content();
            request.Headers.ExpectContinue = request.Content.Headers.ContentLength > 1_000_000; // so that the refusal can be read
            var reply = await Reply.To(As(operation), request);
            if (reply.NotAProblem(statuses) is { } problem) wrong.Add($"{operation}: {problem}");
        }

        wrong.ShouldBeEmpty();
    }

    private HttpClient As(Operation operation) => system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles.FirstOrDefault() ?? "agent");
}
