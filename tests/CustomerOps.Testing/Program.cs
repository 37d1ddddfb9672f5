using System.Runtime.InteropServices;
using CustomerOps.Testing.Servers;

// test.sh runs this once for all test projects: --servers prints the addresses in one line and keeps the servers
// until standard input closes or a signal comes.
if (args is not ["--servers"])
{
    Console.Error.WriteLine("usage: CustomerOps.Testing --servers");
    return 2;
}

try
{
    var stop = new TaskCompletionSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await using var servers = await TestServers.Start();
    Console.WriteLine(servers.ToJson());
    await Task.WhenAny(stop.Task, Console.OpenStandardInput().CopyToAsync(Stream.Null)); // Console.In would block a signal
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception problem) when (problem is InvalidOperationException or TimeoutException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
