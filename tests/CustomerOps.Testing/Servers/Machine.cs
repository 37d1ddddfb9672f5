using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CustomerOps.Testing.Servers;

/// <summary>What the servers need of the machine: their programs, free ports, folders.</summary>
public static class Machine
{
    private const int FirstPort = 10_000;
    private static readonly int s_ports = Math.Max(int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0], CultureInfo.InvariantCulture), 16_000) - FirstPort;
    private static int s_lastPort = Random.Shared.Next(1_000_000);

    /// <summary>The program's full path; where it is missing, the error names the package to install.</summary>
    internal static string Find(string program, string package, params string[] folders)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(path).Concat(["/usr/sbin", "/usr/local/sbin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"The tests need '{program}': install the package '{package}' (apt-get install {package}).");
    }

    /// <summary>
    /// Free ports on loopback, each given once only: a server that still starts does not listen on its own yet. They are below what the kernel gives to
    /// outgoing connections, so that none is taken meanwhile.
    /// </summary>
    public static int[] FreePorts(int count)
    {
        var found = new List<int>();
        for (var tries = 0; found.Count < count; tries++)
        {
            if (tries > 1_000) throw new InvalidOperationException("No free port on 127.0.0.1.");
            var port = FirstPort + (Interlocked.Increment(ref s_lastPort) % s_ports);
            if (IsFree(port)) found.Add(port);
        }
        return [.. found];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static string TemporaryFolder(string server)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The test servers run on Linux.");
        var folder = Directory.CreateTempSubdirectory($"customerops-{server}-").FullName;
        // The database runs as another user than root and has to pass through.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }

    internal static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    internal static string Secret() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    internal static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
