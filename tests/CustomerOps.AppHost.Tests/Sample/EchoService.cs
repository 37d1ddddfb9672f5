using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CustomerOps.AppHost.Sample;

/// <summary>Answers with what it was given and when it started, so a test can see what the runner handed over.</summary>
internal static class EchoService
{
    public static void Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("HTTP_PORTS")}");
        var app = builder.Build();
        var operatorKey = Environment.GetEnvironmentVariable("Keys__Operator");
        var started = DateTimeOffset.UtcNow;
        app.MapGet("/health", () => Environment.GetEnvironmentVariable("SICK") == "yes" ? Results.Problem("sick on purpose", statusCode: 503) : Results.Ok());
        app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
        app.MapGet("/process", () => new { Environment.ProcessId, started });
        app.MapPost("/internal/re-drive", (HttpRequest request) =>
            request.Headers["X-Operator-Key"] == operatorKey ? Results.Text("3 messages") : Results.StatusCode(403));
        Console.WriteLine($"serving; the operator key is {operatorKey}");
        app.Run();
        Console.WriteLine("stopped in order");
    }
}
