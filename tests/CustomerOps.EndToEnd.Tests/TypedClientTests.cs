using System.Diagnostics;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>A front end's view: the typed client, generated from the committed document and compiled, takes a ticket through its life.</summary>
public sealed class TypedClientTests(RunningSystem system)
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "src", "CustomerOps.Client");

    [Fact]
    public async Task A_tickets_life_by_the_typed_client()
    {
        await Run("npm", ["run", "build"], []);
        using var agent = system.Client("nordlys", "agent");
        var said = JsonNode.Parse(await Run("node", ["dist/flow.js"], new() { ["GATEWAY"] = $"{system.Gateway}".TrimEnd('/'), ["API_KEY"] = agent.DefaultRequestHeaders.Authorization!.Parameter! }))!;
        said["state"]!.GetValue<string>().ShouldBe("solved");
        said["messages"]!.GetValue<int>().ShouldBe(2);
        said["stale"]!.GetValue<string>().ShouldBe("request.stale");
        said["listed"]!.GetValue<int>().ShouldBe(1);
    }

    private static async Task<string> Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = s_folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await output} {await errors}");
        return await output;
    }
}
