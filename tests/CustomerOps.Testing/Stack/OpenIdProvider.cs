using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Servers;

namespace CustomerOps.Testing.Stack;

/// <summary>A certified OpenID Connect provider (oidc-provider) as a process of its own, which does wrong when it is told to.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "customerops", ClientSecret = "the secret of the client & more";
    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private OpenIdProvider(ServerProcess process, HttpClient http) => (_process, _http) = (process, http);

    public string Issuer => $"{_http.BaseAddress}".TrimEnd('/');

    /// <param name="gateway">Where people come back to.</param>
    /// <param name="clientAuthentication">How the client shows its secret.</param>
    public static async Task<OpenIdProvider> Start(Uri gateway, string clientAuthentication = "client_secret_basic")
    {
        var (port, folder) = (Machine.FreePorts(1)[0], Machine.TemporaryFolder("openid"));
        var program = Path.Combine(Repository.Root, "tests/CustomerOps.Testing/openid/provider.js");
        var process = ServerProcess.Start("openid", folder, ("TERM", "KILL"), ["node", program, $"{port}", new Uri(gateway, "/sign-in/provider/answer").ToString(), clientAuthentication]);
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
        await process.WaitUntil(() => Answers(http), TimeSpan.FromSeconds(60));
        return new OpenIdProvider(process, http);
    }

    /// <summary>Somebody who signs in there by typing this address to us.</summary>
    public Task Knows(string email, string subject, string? says = null, bool verified = true, string name = "Ida Holm", string locale = "da-DK") =>
        Tell(new { account = new { email, sub = subject, claims = new { email = says ?? email, email_verified = verified, name, locale } } });

    /// <summary>From now on it does this wrong; null ends it.</summary>
    public Task Spoil(object? spoil) => Tell(new { spoil });

    /// <summary>Signs with a new key and publishes only that.</summary>
    public Task RotateKeys() => Tell(new { rotate = true });

    /// <summary>How often its keys were read.</summary>
    public async Task<int> KeyReads() => (await Tell(new { }))["keys"]!.GetValue<int>();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
    }

    private async Task<JsonNode> Tell(object what)
    {
        using var answer = await _http.PutAsJsonAsync("/control", what);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/.well-known/openid-configuration");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return false; }
    }
}
