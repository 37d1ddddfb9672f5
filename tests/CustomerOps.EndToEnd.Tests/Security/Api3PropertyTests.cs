using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerOps.EndToEnd.Tests.Conventions;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API3:2023 Broken object property level authorization. What cannot be written is tried over every route by the conventions; here is what is not read.</summary>
public sealed partial class Api3PropertyTests(RunningSystem system)
{
    private static readonly string[] s_never = ["secret", "password", "hash", "totp", "recoverycode", "tenantid", "apikey", "link"];

    /// <summary>Shown once, when they are made; and words that only contain such a word.</summary>
    private static readonly string[] s_allowed = ["POST /api/v1/organisation/api-keys", "POST /api/v1/organisation/api-keys/{id}/rotation", "PUT /api/v1/partners/{name}", "PUT /api/v1/partners/{name}/secret", "POST /api/v1/authenticator", "PUT /api/v1/authenticator"];

    /// <summary>When it was changed; a partner's, which is null wherever it is not new; when and by whom two tickets were linked; whether passwords are taken.</summary>
    private static readonly string[] s_harmless = ["secretRotatedAt", "secret", "linkedAt", "linkedByName", "passwordsAllowed"];

    [Fact]
    public async Task No_answer_in_the_document_has_a_member_for_what_is_secret()
    {
        var document = await system.AsNobody().Get("/openapi/v1.json");
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => !s_allowed.Contains($"{o}")))
        {
            var members = operation.Description["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')).SelectMany(r => Members(document, r.Value?["content"]?["application/json"]?["schema"], 0));
            wrong.AddRange(members.Except(s_harmless).Where(m => s_never.Any(n => m.Contains(n, StringComparison.OrdinalIgnoreCase))).Select(m => $"{operation} shows {m}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_list_shows_a_secret_to_any_role()
    {
        var wrong = new List<string>();
        foreach (var role in ServiceStack.Roles)
        {
            using var client = system.Client("nordlys", role);
            foreach (var list in (await Operation.All(system)).Where(o => o.IsList && o.Roles.Contains(role)))
            {
                // A whole API key or partner's secret, a hash of a password, a token; a key's first letters are for its owner to know it by.
                if (Secret().Match((await Reply.To(client, list.Request())).Text) is { Success: true } found) wrong.Add($"{role} at {list}: {found.Value}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_written_inside_is_shown_to_no_customer()
    {
        var word = $"inside{Guid.NewGuid():n}";
        var agent = system.As("nordlys", "agent");
        var ticket = await agent.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "web", subject = "S", body = "B", requester = new { email = $"{word}@example.com", name = "C" } }, expected: HttpStatusCode.Created);
        await agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket.Body["id"]}/messages", new { visibility = "internal", body = word }, expected: HttpStatusCode.Created);
        var article = await system.As("nordlys", "senior").Send(HttpMethod.Post, "/api/v1/articles", new { title = word, body = word, language = "en", audience = "staff", type = "procedure" }, expected: HttpStatusCode.Created);
        await system.As("nordlys", "senior").Send(HttpMethod.Put, $"/api/v1/articles/{article.Body["id"]}/publication", null, article.ETag, HttpStatusCode.OK);
        await Until.Finds(() => agent.Get($"/api/v1/articles/search?q={word}&language=en"), a => a["items"]!.AsArray().Count == 1, 10);
        foreach (var role in (string[])["customer", "partner"])
        {
            using var outside = system.Client("nordlys", role);
            foreach (var path in (string[])["/api/v1/my-tickets", "/api/v1/articles?limit=100", $"/api/v1/articles/search?q={word}&language=en", $"/api/v1/articles/{article.Body["id"]}"])
                (await Reply.To(outside, new HttpRequestMessage(HttpMethod.Get, path))).Text.ShouldNotContain(word, customMessage: $"{role} {path}");
        }
    }

    [GeneratedRegex("co[kp]_[A-Za-z0-9_-]{16,}|AQAAAA|\\$argon|eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{10,}|Bearer ")]
    private static partial Regex Secret();

    private static IEnumerable<string> Members(JsonNode document, JsonNode? schema, int depth)
    {
        if (schema is null || depth > 8) return [];
        var shape = schema["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
        var own = shape["properties"]?.AsObject().ToArray() ?? [];
        var parts = ((string[])["oneOf", "anyOf", "allOf"]).SelectMany(k => shape[k]?.AsArray().ToArray() ?? []).Append(shape["items"]).Concat(own.Select(p => p.Value));
        return own.Select(p => p.Key).Concat(parts.SelectMany(p => Members(document, p, depth + 1)));
    }
}
