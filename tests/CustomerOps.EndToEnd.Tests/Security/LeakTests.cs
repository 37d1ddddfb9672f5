using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Conventions;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>
/// Recognisable people, keys, passwords, cookies and links go through everything, right and wrong; then every process's console and all it exported are
/// searched for them.
/// </summary>
public sealed class LeakTests(RunningSystem system)
{
    private readonly string _mark = Guid.NewGuid().ToString("n")[..12];
    private readonly Dictionary<string, string> _planted = [];

    [Fact]
    public async Task No_log_and_no_telemetry_tells_who_somebody_is_or_how_to_get_in()
    {
        using var recording = system.Record();
        Plant("email", $"leak.{_mark}@example.com");
        Plant("name", $"Leakname{_mark}");
        Plant("text", $"leaktext{_mark}");
        Plant("password", $"leak password {_mark}");
        await LiveThroughEverything();
        await SignIn();
        await DoWrong();
        await Task.Delay(TimeSpan.FromSeconds(8)); // the exporters' pause
        var found = Logs().Concat(recording.Exports.Select(e => (Where: $"exported {e.Kind}", Bytes: e.Message))).SelectMany(Finds).Distinct().ToList();
        found.ShouldBeEmpty();
        recording.Exports.Count(e => e.Kind == "traces").ShouldBeGreaterThan(5);
        recording.Exports.Count(e => e.Kind == "metrics").ShouldBeGreaterThan(2);
    }

    private void Plant(string what, string secret) => _planted[what] = secret;

    private async Task LiveThroughEverything()
    {
        var (agent, email) = (system.As("nordlys", "agent"), _planted["email"]);
        var ticket = await agent.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "email", subject = _planted["text"], body = _planted["text"], requester = new { email, name = _planted["name"] } }, expected: HttpStatusCode.Created);
        await agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket.Body["id"]}/messages", new { visibility = "public", body = _planted["text"] }, expected: HttpStatusCode.Created);
        while ((await agent.Send(HttpMethod.Put, $"/api/v1/tickets/{ticket.Body["id"]}/solution", new { summary = _planted["text"] }, (await agent.Send(HttpMethod.Get, $"/api/v1/tickets/{ticket.Body["id"]}")).ETag)).Status == HttpStatusCode.PreconditionFailed) { /* routing was quicker */ }
        foreach (var path in (string[])[$"/api/v1/customers?email={email}", $"/api/v1/customers?q={_planted["name"]}", $"/api/v1/tickets?requester={email}", $"/api/v1/articles/search?q={_planted["text"]}&language=en"]) await agent.Get(path);
        var mails = await Until.Finds(() => system.Mailbox.MailsTo(email), m => m.Any(mail => mail!["text"]!.GetValue<string>().Contains("/s/", StringComparison.Ordinal)), 90);
        var survey = System.Text.RegularExpressions.Regex.Match(string.Concat(mails.Value.Select(m => m!["text"]!.GetValue<string>())), "/s/([A-Za-z0-9_.-]+)").Groups[1].Value;
        Plant("survey link", survey);
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        foreach (var path in (string[])[$"/s/{survey}", $"/api/v1/survey-answers/{survey}"]) (await Patient.Ask(() => Reply.To(nobody, new HttpRequestMessage(HttpMethod.Get, path)))).Code.ShouldBe(200);
        await system.GiveMailbox("leaks@nordlys.example", "nordlys");
        await new Correspondent(system, "leaks@nordlys.example").Write(_planted["text"], $"{_planted["text"]} {_planted["name"]}", Correspondent.NewMessageId());
    }

    private async Task SignIn()
    {
        var (admin, email) = (system.As("nordlys", "admin"), $"leak.staff.{_mark}@example.com");
        Plant("staff email", email);
        await admin.Send(HttpMethod.Post, "/api/v1/organisation/people", new { name = _planted["name"], email, language = "en", roles = (string[])["agent"], branches = Array.Empty<string>() }, expected: HttpStatusCode.Created);
        var (mails, _) = await Until.Finds(() => system.Mailbox.MailsTo(email), m => m.Count > 0, 90);
        Plant("mailed token", System.Text.RegularExpressions.Regex.Match(mails[0]!["text"]!.GetValue<string>(), "/sign-in/password/([A-Za-z0-9_-]{20,})").Groups[1].Value);
        using var nobody = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = system.Gateway };
        using (var page = await nobody.GetAsync($"/sign-in/password/{_planted["mailed token"]}")) page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var wrong = await nobody.PostAsync($"/sign-in/password/{_planted["mailed token"]}", new FormUrlEncodedContent([new("password", _planted["password"]), new("again", "unlike")]))) wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Ask(nobody, HttpMethod.Put, "/api/v1/password", new { token = _planted["mailed token"], password = _planted["password"] })).Code.ShouldBe(204);
        await Ask(nobody, HttpMethod.Post, "/api/v1/session", new { email, password = _planted["password"] + " wrong" });
        var cookie = "";
        for (var tries = 0; tries < 60 && cookie.Length == 0; tries++)
        {
            using var answer = await nobody.PostAsJsonAsync("/api/v1/session", new { email, password = _planted["password"] });
            if (answer.StatusCode == HttpStatusCode.Created) cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=', 2)[1];
            else await Task.Delay(1_000);
        }

        Plant("cookie", cookie);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
        request.Headers.Add("Cookie", $"customerops-session={cookie}");
        (await Reply.To(nobody, request)).Code.ShouldBe(200);
        var key = (await admin.Send(HttpMethod.Post, "/api/v1/organisation/api-keys", new { name = "leak", roles = (string[])["agent"] }, expected: HttpStatusCode.Created)).Body;
        Plant("API key", (key["secret"] ?? key["key"])!.GetValue<string>());
        var minted = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tickets");
        minted.Headers.Authorization = new("Bearer", _planted["API key"]);
        (await Reply.To(nobody, minted)).Code.ShouldBe(200);
        Plant("client secret", $"client-secret-{_mark}");
        Plant("code", $"code-of-a-provider-{_mark}");
        // Brought, or changed where another test brought one.
        foreach (var ifMatch in (string?[])[null, "*"]) await admin.Send(HttpMethod.Put, "/api/v1/organisation/sign-in-provider", new { issuer = "https://login.leak.example", clientId = "c", clientSecret = _planted["client secret"], domains = (string[])["leak.example"] }, ifMatch);
        await nobody.PostAsync("/sign-in", new FormUrlEncodedContent([new("email", $"leak.{_mark}@leak.example")]));
        await nobody.GetAsync($"/sign-in/provider/answer?code={_planted["code"]}&state={_planted["code"]}");
        var partner = (await admin.Send(HttpMethod.Put, $"/api/v1/partners/l{_mark}", new { subscriptions = Array.Empty<string>() })).Body;
        Plant("partner secret", partner["secret"]!.GetValue<string>());
    }

    /// <summary>Every route with everything planted in every text, the way a mistake would look.</summary>
    private async Task DoWrong()
    {
        foreach (var operation in await Operation.All(system))
        {
            using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles.FirstOrDefault() ?? "agent");
            var all = string.Join(' ', _planted.Values);
            var body = operation.Example?.DeepClone();
            if (body is JsonObject members)
                foreach (var member in members.Select(m => m.Key).ToList()) members[member] = all;
            foreach (var request in (HttpRequestMessage[])[operation.Request(query: $"?q={Uri.EscapeDataString(all)}", body: body, ifMatch: "\"1\""), operation.Request(id: _planted["survey link"], body: operation.Example, ifMatch: "\"1\"")])
                (await Patient.Ask(() => Reply.To(client, Again(request)))).Code.ShouldBeLessThan(500, $"{operation}");
        }
    }

    private static HttpRequestMessage Again(HttpRequestMessage request)
    {
        var again = new HttpRequestMessage(request.Method, request.RequestUri);
        if (request.Content is not null) again.Content = new StringContent(request.Content.ReadAsStringAsync().GetAwaiter().GetResult(), Encoding.UTF8, "application/json");
        foreach (var (name, values) in request.Headers) again.Headers.TryAddWithoutValidation(name, values);
        return again;
    }

    private static Task<Reply> Ask(HttpClient client, HttpMethod method, string path, object body) =>
        Patient.Ask(() => Reply.To(client, new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) }));

    private IEnumerable<(string Where, byte[] Bytes)> Logs()
    {
        var files = Directory.GetFiles(Path.Combine(system.Data, "logs"));
        foreach (var service in (string[])["gateway", "identity", "ticketing", "survey", "knowledge-base", "staffing", "mail"]) files.ShouldContain(f => Path.GetFileName(f).StartsWith(service, StringComparison.Ordinal));
        // What the demo's mailbox prints is other people's mail, by its nature.
        foreach (var file in files.Where(f => !Path.GetFileName(f).StartsWith("mailbox", StringComparison.Ordinal)))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            open.CopyTo(bytes);
            yield return (Path.GetFileName(file), bytes.ToArray());
        }
    }

    private IEnumerable<string> Finds((string Where, byte[] Bytes) text)
    {
        foreach (var (what, secret) in _planted)
            foreach (var form in (string[])[secret, Uri.EscapeDataString(secret)])
            {
                var at = text.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form));
                if (at >= 0) yield return $"{what} in {text.Where}: …{Encoding.UTF8.GetString(text.Bytes.AsSpan(Math.Max(0, at - 120), Math.Min(text.Bytes.Length - Math.Max(0, at - 120), 200)))}…";
            }
    }
}
