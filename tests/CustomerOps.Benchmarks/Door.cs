using System.Net.Http.Json;
using CustomerOps.Benchmarks.Floors;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Benchmarks;

/// <summary>A gateway with Identity and, wherever else it leads, the bare answer: what the gateway itself does is all there is to measure. Limits are those of a real one where a measure wants them.</summary>
internal sealed class Door : IAsyncDisposable
{
    private const string Password = "four words in a row";
    private readonly ServiceStack _stack;

    private Door(ServiceStack stack) => _stack = stack;

    public ServiceStack Stack => _stack;

    public static async Task<Door> Open(TestServers servers, BareJson json, bool limited = false)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["services__knowledge-base__http__0"] = $"{json.Address}", ["services__survey__http__0"] = $"{json.Address}", ["Demo__Passwords"] = "true" };
        if (limited) (environment["Limits__PerSecond"], environment["Limits__Burst"], environment["Limits__OrganisationPerSecond"], environment["Limits__OrganisationBurst"]) = ("500", "2000", "1000", "4000");
        var door = new Door(await ServiceStack.Start([], environment, servers));
        using var first = new Asker(door.Stack.Gateway, ("Authorization", door.Key("nordlys", "agent")));
        // On a busy machine the first of all requests may run into a deadline: everything on its way is compiled then.
        for (var tries = 0; await first.Get(BareJson.One) != 200 && tries < 30; tries++) await Task.Delay(500);
        return door;
    }

    public string Key(string slug, string role)
    {
        using var client = _stack.Client(slug, role);
        return $"{client.DefaultRequestHeaders.Authorization}";
    }

    /// <summary>The cookie of a person who has signed in.</summary>
    public async Task<string> Cookie()
    {
        using var admin = _stack.Client("nordlys", "admin");
        var email = $"bench.{Guid.NewGuid():n}@nordlys.example";
        (await admin.PostAsJsonAsync("/api/v1/organisation/people", new { name = "Bench", email, language = "en", roles = (string[])["agent"], branches = Array.Empty<string>() })).EnsureSuccessStatusCode();
        (await _stack.Command("identity", "passwords", new { email, password = Password })).EnsureSuccessStatusCode();
        using var nobody = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = _stack.Gateway };
        using var answer = await nobody.PostAsJsonAsync("/api/v1/session", new { email, password = Password });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}

/// <summary>One request after the other on one pool of connections, with these headers and no other.</summary>
internal sealed class Asker(Uri gateway, params (string Name, string Value)[] headers) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    /// <returns>The status; the answer is read and thrown away.</returns>
    public async Task<int> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, path));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        await answer.Content.ReadAsByteArrayAsync();
        return (int)answer.StatusCode;
    }

    public async Task MustGet(string path)
    {
        if (await Get(path) is not 200 and var status) throw new InvalidOperationException($"{path} was answered {status}.");
    }

    public void Dispose() => _http.Dispose();
}
