using System.Net;
using System.Net.Sockets;

namespace CustomerOps.Testing.Servers;

/// <summary>What the servers need of the machine: their programs, free ports, folders.</summary>
internal static class Machine
{
    private const int FirstPort = 18_000;
    private const int LastPort = 32_000;

    /// <summary>The program's full path; where it is missing, the error names the package to install.</summary>
    internal static string Find(string program, string package, params string[] folders)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(path).Concat(["/usr/sbin", "/usr/local/sbin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"The tests need '{program}': install the package '{package}' (apt-get install {package}).");
    }

    /// <summary>Free ports on loopback, below the range the kernel gives to outgoing connections, so that none is taken meanwhile.</summary>
    internal static int[] FreePorts(int count)
    {
        var held = new List<TcpListener>();
        try
        {
            for (var tries = 0; held.Count < count; tries++)
            {
                if (tries > 1_000) throw new InvalidOperationException("No free port on 127.0.0.1.");
                var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(FirstPort, LastPort));
                try
                {
                    listener.Start();
                    held.Add(listener);
                }
                catch (SocketException)
                {
                    listener.Dispose();
                }
            }
            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
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
