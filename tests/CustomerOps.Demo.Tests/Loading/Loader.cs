using System.Diagnostics;
using CustomerOps.Demo.Founding;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Demo.Tests.Loading;

/// <summary>The loader as a process of its own.</summary>
internal sealed class Loader(ServiceStack stack, string organisation) : IDisposable
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(4);
    private readonly string _folder = Directory.CreateTempSubdirectory("customerops-load-").FullName;

    public string Journal => Path.Combine(_folder, $"load-{organisation}.journal");

    public Process Start(string data, params string[] more)
    {
        var keys = Path.Combine(_folder, "keys.json");
        DemoKeys.Write(keys, new() { [organisation] = Profile.Roles.ToDictionary(r => r, r => stack.Client(organisation, r).DefaultRequestHeaders.Authorization!.Parameter!) });
        return Process.Start(new ProcessStartInfo("dotnet", [Repository.Program("src/CustomerOps.Demo"), "load", "--gateway", $"{stack.Gateway}", "--keys", keys, "--data", data, "--mailbox", "none", "--organisation", organisation, .. more])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    /// <summary>Runs to its end.</summary>
    public async Task<(int Code, string Output)> Run(string data, params string[] more)
    {
        using var process = Start(data, more);
        using var deadline = new CancellationTokenSource(s_within);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
