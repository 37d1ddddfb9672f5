using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A request as the receiver saw it.</summary>
internal sealed record Received(string Path, string Method, string Body, string? Id, string? Timestamp, string? Signature, string? ContentType)
{
    public JsonNode Event => JsonNode.Parse(Body)!;
    public string? Subject => (string?)Event["subject"];
    public string Type => (string)Event["type"]!;
}

/// <summary>Ticketing with quick pauses, and a real HTTP server that answers each path as its test says.</summary>
public sealed class WebhookStack : IAsyncLifetime
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly ConcurrentDictionary<string, Func<Received, Task<int>>> _answers = new();
    private readonly HttpListener _listener = new();

    public ServiceStack Stack { get; private set; } = null!;
    public HttpClient Agent { get; private set; } = null!;
    public HttpClient Manager { get; private set; } = null!;
    public HttpClient Stranger { get; private set; } = null!;
    public int Port { get; private set; }

    internal IReadOnlyList<Received> At(string path) => [.. _received.Where(r => r.Path == path)];

    /// <summary>What the receiver at that path says to each request: a status.</summary>
    internal void Answer(string path, Func<Received, Task<int>> answer) => _answers[path] = answer;

    public async ValueTask InitializeAsync()
    {
        Port = Machine.FreePorts(1)[0];
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = Task.Run(Listen);
        // Three pauses of 0.4 s at least come to more than a second: who always fails has failed for as long as may be.
        Stack = await ServiceStack.Start(["ticketing"], new()
        {
            ["Webhooks__AllowedNetworks__0"] = "127.0.0.1/32", ["Webhooks__PausesSeconds__0"] = "0.5", ["Webhooks__PausesSeconds__1"] = "0.5", ["Webhooks__PausesSeconds__2"] = "0.5",
            ["Webhooks__HoldSeconds"] = "12", ["Webhooks__AnswerWithinSeconds"] = "8", ["Webhooks__FailingForSeconds"] = "1", ["Webhooks__MostWaiting"] = "60", ["Webhooks__LargestBody"] = "4096",
        });
        (Agent, Manager, Stranger) = (Stack.Client("nordlys", "agent"), Stack.Client("nordlys", "manager"), Stack.Client("aurora", "manager"));
        await Eventually(async () => await Scalar<long>("select count(*) from organisations") == 2, "both organisations are known", 90);
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var database = Stack.Database("ticketing");
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Eventually(Func<Task<bool>> holds, string what, int withinSeconds = 30)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(withinSeconds);
        while (!await holds())
        {
            if (DateTimeOffset.UtcNow > until) throw new ShouldAssertException($"Not within {withinSeconds} s: {what}\n{Stack.Log("ticketing", 15)}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[Agent, Manager, Stranger]) client.Dispose();
        await Stack.DisposeAsync();
        _listener.Close();
    }

    private async Task Listen()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; /* closed: the tests are over */ }
            _ = Task.Run(() => Serve(context));
        }
    }

    private async Task Serve(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var (headers, path) = (context.Request.Headers, context.Request.Url!.AbsolutePath);
        var received = new Received(path, context.Request.HttpMethod, await reader.ReadToEndAsync(), headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], context.Request.ContentType);
        _received.Enqueue(received);
        var status = _answers.TryGetValue(path, out var answer) ? await answer(received) : 204;
        context.Response.StatusCode = status;
        if (status is >= 300 and < 400) context.Response.RedirectLocation = $"http://127.0.0.1:{Port}/elsewhere";
        if (status != 204) await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"said {status} {new string('x', 9_000)}"));
        try { context.Response.Close(); }
        catch (Exception e) when (e is HttpListenerException or InvalidOperationException or IOException) { /* it did not wait for the answer */ }
    }
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's own word.
public sealed class WebhookCollection : ICollectionFixture<WebhookStack>
#pragma warning restore CA1711
{
    public const string Name = "webhooks";
}
