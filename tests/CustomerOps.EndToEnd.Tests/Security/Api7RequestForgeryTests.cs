using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>
/// OWASP API7:2023 Server side request forgery. Two things take an address to call, an organisation's sign-in provider and its webhooks, and only what is public; a canary's
/// address in every text of every body, and in the headers some servers follow, proves that no other does, also when a new route comes.
/// </summary>
public sealed class Api7RequestForgeryTests(RunningSystem system)
{
    [Fact]
    public async Task No_address_that_somebody_writes_is_called()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)canary.LocalEndpoint).Port}";
        var (called, tried) = (canary.AcceptTcpClientAsync(), 0);
        foreach (var operation in (await Operation.All(system)).Where(o => o.Example is not null && !o.IsPublic))
            foreach (var body in Baited(operation.Example!, address))
            {
                using var client = system.Client("aurora", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
                var reply = await Patient.Ask(() => Reply.To(client, Asked(operation, body)));
                reply.Code.ShouldBeLessThan(500, $"{operation} {body.ToJsonString()}: {reply.Text}");
                tried++;
            }

        HttpRequestMessage Asked(Operation operation, JsonNode body)
        {
            var request = operation.Request(body: body, ifMatch: "\"1\"");
            foreach (var header in (string[])["Referer", "X-Forwarded-Host", "X-Callback", "Link", "X-Original-URL", "Origin"]) request.Headers.TryAddWithoutValidation(header, $"{address}/{header}");
            return request;
        }

        foreach (var target in (string[])[$"{address}/x", "http://169.254.169.254/latest/meta-data"])
        {
            using var socket = new TcpClient(system.Gateway.Host, system.Gateway.Port);
            await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {address[7..]}\r\nConnection: close\r\n\r\n"));
            using var answer = new StreamReader(socket.GetStream());
            (await answer.ReadLineAsync())!.ShouldNotContain(" 200 ");
        }

        tried.ShouldBeGreaterThan(20);
        (await Task.WhenAny(called, Task.Delay(TimeSpan.FromSeconds(5)))).ShouldNotBe(called);
    }

    [Fact]
    public async Task A_sign_in_provider_is_called_on_the_public_internet_only()
    {
        using var canary = new TcpListener(IPAddress.Any, 0);
        canary.Start();
        var port = ((IPEndPoint)canary.LocalEndpoint).Port;
        var called = canary.AcceptTcpClientAsync();
        foreach (var issuer in (string[])
        [
            $"http://127.0.0.1:{port}", $"https://127.0.0.1:{port}", $"https://127.1:{port}", $"https://2130706433:{port}", $"https://localhost:{port}", $"https://[::1]:{port}", $"https://[::ffff:127.0.0.1]:{port}",
            "https://169.254.169.254/latest/meta-data", "http://login.example.com", "file:///etc/passwd", "gopher://login.example.com",
        ])
            (await Bring(issuer)).ProblemCode.ShouldBe("sign-in-provider.address-refused", issuer);

        // A name says nothing of where it leads: that is seen, and refused, when somebody wants to sign in.
        var brought = await Bring($"https://{Dns.GetHostName()}:{port}");
        brought.Code.ShouldBe(201, brought.Text);
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        using var seen = await nobody.PostAsync("/sign-in", new FormUrlEncodedContent([new("email", "somebody@canary.example")]));
        seen.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var admin = system.Client("aurora", "admin");
        (await Reply.To(admin, new HttpRequestMessage(HttpMethod.Delete, Provider) { Headers = { { "If-Match", "*" } } })).Code.ShouldBe(204);
        (await Task.WhenAny(called, Task.Delay(TimeSpan.FromSeconds(1)))).ShouldNotBe(called);
    }

    [Fact]
    public async Task A_webhook_is_called_on_the_public_internet_only()
    {
        using var canary = new TcpListener(IPAddress.Any, 0);
        canary.Start();
        var port = ((IPEndPoint)canary.LocalEndpoint).Port;
        var called = canary.AcceptTcpClientAsync();
        using var admin = system.Client("aurora", "admin");
        foreach (var url in (string[])
        [
            $"http://127.0.0.1:{port}", $"https://127.0.0.1:{port}", $"https://127.1:{port}", $"https://2130706433:{port}", $"https://localhost:{port}", $"https://[::1]:{port}", $"https://[::ffff:127.0.0.1]:{port}",
            "https://169.254.169.254/latest/meta-data", "http://hooks.example.com", "file:///etc/passwd", "gopher://hooks.example.com",
        ])
            (await Keep(url)).ProblemCode.ShouldBe("webhook.address-not-allowed", url);

        // A name says nothing of where it leads: that is seen when something is sent.
        var kept = await Keep($"https://{Dns.GetHostName()}:{port}");
        kept.Code.ShouldBe(201, kept.Text);
        var webhook = $"/api/v1/webhooks/{JsonNode.Parse(kept.Text)!["id"]}";
        var ping = await Reply.To(admin, new HttpRequestMessage(HttpMethod.Post, $"{webhook}/pings") { Content = JsonContent.Create(new { }) });
        ping.Text.ShouldNotContain("\"status\":2");
        (await Reply.To(admin, new HttpRequestMessage(HttpMethod.Delete, webhook) { Headers = { { "If-Match", "*" } } })).Code.ShouldBe(204);
        (await Task.WhenAny(called, Task.Delay(TimeSpan.FromSeconds(1)))).ShouldNotBe(called);

        async Task<Reply> Keep(string url) =>
            await Reply.To(admin, new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks") { Content = JsonContent.Create(new { name = $"Canary {Guid.NewGuid():n}", url, eventTypes = (string[])["ticketing.*"] }) });
    }

    [Fact]
    public async Task No_body_has_a_member_for_an_address_to_call()
    {
        foreach (var operation in await Operation.All(system))
            foreach (var name in Names(operation.Example))
                foreach (var word in (string[])["url", "uri", "href", "webhook", "callback", "endpoint", "host", "issuer"])
                    if (!(word == "issuer" && operation.Path.EndsWith("/sign-in-provider", StringComparison.Ordinal)) && !(word == "url" && operation.Path.StartsWith("/api/v1/webhooks", StringComparison.Ordinal))) name.ToLowerInvariant().ShouldNotEndWith(word, customMessage: $"{operation} {name}: a route that calls an address needs a list of those it may call, and tests of its own here");
    }

    private const string Provider = "/api/v1/organisation/sign-in-provider";

    private async Task<Reply> Bring(string issuer)
    {
        using var admin = system.Client("aurora", "admin");
        // What another test brought.
        await Reply.To(admin, new HttpRequestMessage(HttpMethod.Delete, Provider) { Headers = { { "If-Match", "*" } } });
        return await Reply.To(admin, new HttpRequestMessage(HttpMethod.Put, Provider) { Content = JsonContent.Create(new { issuer, clientId = "c", clientSecret = "s", domains = (string[])["canary.example"] }) });
    }

    /// <summary>The body with the address in one of its texts, for each of them.</summary>
    private static IEnumerable<JsonNode> Baited(JsonNode example, string address)
    {
        if (example is not JsonObject members) yield break;
        foreach (var (member, value) in members)
            foreach (var bait in (string[])[$"{address}/{member}", $"![x]({address}/{member}.png)", $"<img src=\"{address}/{member}\">"])
            {
                var body = members.DeepClone();
                if (value is JsonValue text && text.TryGetValue(out string? _)) body[member] = bait;
                else if (value is JsonArray { Count: > 0 } list && list[0] is JsonValue) body[member] = new JsonArray(bait);
                else continue;
                yield return body;
            }
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Names(m.Value).Append(m.Key)),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };
}
