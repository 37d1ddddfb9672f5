using System.Net;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API8:2023 Security misconfiguration.</summary>
public sealed class Api8ConfigurationTests(RunningSystem system)
{
    [Fact]
    public async Task Every_answer_carries_the_headers_that_protect_and_none_that_tells_what_runs_here()
    {
        using var agent = system.Client("nordlys", "agent");
        foreach (var path in (string[])["/api/v1/tickets", "/api/v1/nothing", "/api/v1/tickets/x", "/health", "/docs", "/openapi/v1.json", "/s/nothing", "/nothing"])
        {
            using var answer = await agent.GetAsync(path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], path);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"], path);
            foreach (var name in (string[])["Server", "X-Powered-By", "X-AspNet-Version", "X-CustomerOps-Session", "X-CustomerOps-Sign-In"]) answer.Headers.Contains(name).ShouldBeFalse($"{path} {name}");
        }
    }

    [Fact]
    public async Task What_is_of_one_caller_is_stored_by_no_cache_in_between()
    {
        using var agent = system.Client("nordlys", "agent");
        foreach (var path in (string[])["/api/v1/tickets", "/api/v1/session", "/api/v1/organisation"])
        {
            using var answer = await agent.GetAsync(path);
            (answer.Headers.CacheControl is { } cache && (cache.NoStore || cache.Private)).ShouldBeTrue($"{path}: {answer.Headers.CacheControl}");
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost")]
    public async Task No_page_of_another_origin_reads_an_answer(string origin)
    {
        using var agent = system.Client("nordlys", "agent");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(method, "/api/v1/tickets");
            request.Headers.TryAddWithoutValidation("Origin", origin);
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "PUT");
            using var answer = await agent.SendAsync(request);
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/web.config")]
    [InlineData("/swagger/index.html")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/metrics")]
    [InlineData("/debug/pprof")]
    [InlineData("/actuator/env")]
    [InlineData("/docs/../appsettings.json")]
    [InlineData("/docs/%2e%2e/CustomerOps.Gateway.dll")]
    [InlineData("/docs/scalar.js/../../appsettings.json")]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")]
    [InlineData("/customerops.identity.Callers/Authenticate")]
    public async Task Nothing_lies_about(string path)
    {
        using var admin = system.Client("nordlys", "admin");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{system.Gateway}".TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        (await Reply.To(admin, request)).Code.ShouldBeOneOf(400, 404);
    }

    [Fact]
    public async Task A_fault_tells_nothing_of_what_is_inside()
    {
        using var admin = system.Client("nordlys", "admin");
        foreach (var operation in (await Operation.All(system)).Where(o => !o.IsPublic && o.Roles.Contains("admin")))
        {
            using var request = operation.Request("\\x00'\"<>", body: operation.Example, ifMatch: "'\"");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "'; select pg_sleep(1) --");
            request.Headers.TryAddWithoutValidation("If-None-Match", "W/\"\\");
            request.Headers.TryAddWithoutValidation("Accept-Language", "../../etc/passwd");
            var reply = await Reply.To(admin, request);
            reply.Code.ShouldBeLessThan(500, $"{operation}");
            // An order action's own field: what it was excepted from the policy for.
            var said = reply.Text.Replace("\"exception\":", "", StringComparison.Ordinal);
            foreach (var leak in (string[])["Exception", "   at ", "Npgsql", "relation \"", "StackTrace", "/root/", "/usr/"]) said.ShouldNotContain(leak, customMessage: $"{operation}");
        }
    }

    [Fact]
    public async Task The_health_told_outside_is_a_word_for_each_service()
    {
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        var health = System.Text.Json.Nodes.JsonNode.Parse(await nobody.GetStringAsync("/health"))!.AsObject();
        health.Select(m => m.Key).ShouldBe(["status", "services"]);
        health["services"]!.AsObject().ShouldAllBe(s => s.Value!.GetValue<string>() == "Healthy" || s.Value!.GetValue<string>() == "Degraded");
        (await nobody.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
