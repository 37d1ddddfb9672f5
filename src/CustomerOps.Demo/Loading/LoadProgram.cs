using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Loading;

/// <summary>The loader as a program: <c>eng/load.cs</c>.</summary>
internal static class LoadProgram
{
    private const int Faultless = 0, SomeFailed = 1, WrongUsage = 2, Stopped = 130;

    public static async Task<int> Run(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            await Console.Out.WriteLineAsync(LoadOptions.Usage);
            return Faultless;
        }

        using var stopped = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stopped.Cancel();
        };
        try
        {
            return await Load(LoadOptions.Read(args), Console.Out, !Console.IsOutputRedirected, stopped.Token);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"error: {wrong.Message}\n{LoadOptions.Usage}");
            return WrongUsage;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped; the same command goes on from here");
            return Stopped;
        }
        catch (Exception failure) when (failure is GatewayUnusable or KeyUnknown or GatewayProblem or IOException or InvalidOperationException or InvalidDataException or System.Text.Json.JsonException)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            return SomeFailed;
        }
    }

    internal static async Task<int> Load(LoadOptions options, TextWriter output, bool isTerminal, CancellationToken stop)
    {
        if (!Directory.Exists(options.Data)) throw new DirectoryNotFoundException($"There is no folder {Path.GetFullPath(options.Data)}: give --data DIR.");
        if (!DemoKeys.Read(options.Keys).TryGetValue(options.Organisation, out var keys)) throw new FormatException($"{options.Keys} has no keys of {options.Organisation}.");
        using var organisation = new Organisation(options.Organisation, options.Gateway, keys);
        using var journal = Journal.Open(options.Journal, await organisation.Id(stop), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        Run run;
        Outcome? outcome;
        await using (var bar = new ProgressBar(output, isTerminal))
        {
            if (journal.Count > 0) bar.Say($"going on: {journal.Count:N0} steps of an earlier run are in {options.Journal}");
            run = new Run(options.Clients, stop) { Begun = bar.Show, Refused = fault => bar.Say($"not loaded: {fault}") };
            var work = new Work("load", organisation, journal, run);
            var loaded = await new LoadFiles(options, work).Run();
            outcome = options.Solve == 0 ? null : await new RunLoop(options, work, loaded).Run();
        }

        Summary.Write(output, options, run, outcome);
        return run.Faults.Count == 0 ? Faultless : SomeFailed;
    }
}
