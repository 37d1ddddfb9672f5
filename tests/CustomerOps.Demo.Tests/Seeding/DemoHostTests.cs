using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Demo.Founding;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Seeding;

/// <summary>The host as the app model starts it.</summary>
[Collection("stacks")]
public sealed class DemoHostTests : IAsyncLifetime
{
    private const string Route = "/internal/demo-data";
    private readonly string _data = Directory.CreateTempSubdirectory("customerops-demo-").FullName;
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{Machine.FreePorts(1)[0]}") };
    private ServiceStack _stack = null!;
    private Process _host = null!;

    public async ValueTask InitializeAsync()
    {
        _stack = await ServiceStack.Start();
        var start = new ProcessStartInfo("dotnet", [Repository.Program("src/CustomerOps.Demo")]);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HTTP_PORTS"] = $"{_http.BaseAddress!.Port}", ["services__identity__http__0"] = $"{_stack.Direct("identity")}", ["services__gateway__http__0"] = $"{_stack.Gateway}",
            ["Keys__Operator"] = ServiceStack.OperatorKey, ["CUSTOMEROPS_DATA"] = _data, ["Logging__LogLevel__Default"] = "Warning",
        }) start.Environment[name] = value;
        _host = Process.Start(start)!;
        await Until(async () => (await _http.GetAsync("/health")).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Kill();
        await _host.WaitForExitAsync();
        _host.Dispose();
        await _stack.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task An_operator_starts_it_and_sees_how_it_goes()
    {
        (await _http.GetAsync(Route)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _http.PostAsync(Route, null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _http.DefaultRequestHeaders.Add(OperatorAccess.Header, ServiceStack.OperatorKey);
        (await View())["state"]!.GetValue<string>().ShouldBe("idle");

        (await _http.PostAsync(Route, null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        // Only identity and the gateway run here: the keys come first and do not wait for the rest.
        await Until(() => Task.FromResult(DemoKeys.Read(Path.Combine(_data, "demo-keys.json")).Count == 2));
        await Until(async () => (await View())["steps"]!.AsArray().Any(s => s!["name"]!.GetValue<string>() == "aurora: branches"));
        (await _http.PostAsync(Route, null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await View())["state"]!.GetValue<string>().ShouldBe("running");
    }

    private async Task<JsonNode> View() => (await _http.GetFromJsonAsync<JsonNode>(Route))!;

    private async Task Until(Func<Task<bool>> isSo)
    {
        for (var started = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), $"the host got nowhere (exited: {_host.HasExited})");
            try
            {
                if (await isSo()) return;
            }
            catch (HttpRequestException) when (!_host.HasExited) { /* not listening yet */ }
        }
    }
}
