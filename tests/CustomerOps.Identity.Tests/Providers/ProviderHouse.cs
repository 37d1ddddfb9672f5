using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Identity.Tests.SignIn;
using CustomerOps.Testing.Stack;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A real provider, and organisations of their own that bring it.</summary>
public sealed class ProviderHouse(IdentityStack identity) : IAsyncLifetime
{
    public ServiceStack Stack => identity.Stack;

    public OpenIdProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Provider = await OpenIdProvider.Start(Stack.Gateway);

    public ValueTask DisposeAsync() => Provider.DisposeAsync();

    /// <summary>A new organisation that has brought the provider, with a mail domain of its own.</summary>
    public async Task<Brought> Organisation(string? newcomersBecome = null, string? issuer = null, string secret = OpenIdProvider.ClientSecret)
    {
        var organisation = await Found();
        (await organisation.Put(issuer ?? Provider.Issuer, secret, newcomersBecome)).StatusCode.ShouldBeCreated();
        return organisation;
    }

    public async Task<Brought> Found()
    {
        var slug = $"o{Guid.NewGuid():n}"[..20];
        using var answer = await Stack.Command("identity", "organisations", new
        {
            slug, name = $"House {slug}", timeZone = "Europe/Copenhagen", languages = (string[])["da", "en"], branches = Array.Empty<object>(), keys = new[] { new { name = "admin", roles = (string[])["admin"] } },
        });
        var founded = await answer.Json();
        var admin = Stack.Anonymous();
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", founded["keys"]!.Text("admin"));
        // A cold stack on a busy machine may not know a new key within its deadline.
        for (var tries = 0; tries < 20 && (await admin.GetAsync("/api/v1/organisation")).StatusCode == HttpStatusCode.ServiceUnavailable; tries++) await Task.Delay(500);
        return new Brought(Guid.Parse(founded.Text("organisationId")), $"{slug}.example", admin);
    }

    public Visitor Visitor() => new(Stack.Gateway);
}

/// <summary>An organisation with its admin.</summary>
public sealed record Brought(Guid Id, string Domain, HttpClient Admin)
{
    public const string Route = "/api/v1/organisation/sign-in-provider";

    public string Address(string name) => $"{name}@{Domain}";

    public async Task<HttpResponseMessage> Put(string issuer, string? secret, string? newcomersBecome = null, bool passwordsAllowed = true, string? ifMatch = null, params string[] domains)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Route)
        {
            Content = JsonContent.Create(new { issuer, clientId = OpenIdProvider.ClientId, clientSecret = secret, domains = domains.Length > 0 ? domains : [Domain], newcomersBecome, passwordsAllowed }),
        };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Admin.SendAsync(request);
    }

    public async Task<Guid> Add(string email, params string[] roles)
    {
        using var answer = await Admin.PostAsJsonAsync("/api/v1/organisation/people", new { name = "Ida Holm", email, language = "da", roles = roles.Length == 0 ? ["agent"] : roles, branches = Array.Empty<string>() });
        answer.StatusCode.ShouldBeCreated();
        return Guid.Parse((await answer.Json()).Text("id"));
    }

    public async Task<List<string>> Log()
    {
        var page = JsonNode.Parse(await Admin.GetStringAsync("/api/v1/organisation/access-log?limit=100"))!;
        return [.. page["items"]!.AsArray().Select(e => e!.Text("what")).Where(what => what != "key-first-used")];
    }
}

internal static class Statuses
{
    public static void ShouldBeCreated(this HttpStatusCode status) => Assert.Equal(HttpStatusCode.Created, status);
}
