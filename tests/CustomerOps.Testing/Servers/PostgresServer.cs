using System.Diagnostics;
using Npgsql;

namespace CustomerOps.Testing.Servers;

/// <summary>A PostgreSQL of our own on loopback: SCRAM passwords, every commit on disk, an unprivileged user when the tests run as root.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Machine.TemporaryFolder("postgres");
    private readonly string _password = Machine.Secret();
    private readonly int _port = Machine.FreePorts(1)[0];
    private readonly string _programs;
    private ServerProcess? _process;

    internal PostgresServer()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin")).ToArray()
            : [];
        _programs = Path.GetDirectoryName(Machine.Find("initdb", "postgresql", installed))!;
    }

    internal string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Password={_password}";

    internal async Task Start()
    {
        await CreateCluster();
        await Run();
    }

    internal async Task Restart()
    {
        if (_process is not null) await _process.Stop();
        await Run();
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Machine.Remove(_folder);
    }

    private async Task CreateCluster()
    {
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password);
        if (Environment.IsPrivilegedProcess) await Command("chown", "postgres", _folder, passwordFile);
        await Command([.. Unprivileged(), Path.Combine(_programs, "initdb"), "-D", Path.Combine(_folder, "data"), "-U", "postgres", "--pwfile", passwordFile,
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        File.Delete(passwordFile);
    }

    private async Task Run()
    {
        _process = ServerProcess.Start("postgres", _folder, ("INT", "QUIT"), // INT is the fast stop, it does not wait for clients; QUIT does not even save what is deleted next
            [.. Unprivileged(), Path.Combine(_programs, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "shared_buffers=256MB", "-c", "max_connections=300", "-c", "fsync=on", "-c", "synchronous_commit=on"]);
        await _process.WaitUntil(Answers, TimeSpan.FromSeconds(30));
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Database=postgres;Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string[] Unprivileged() => Environment.IsPrivilegedProcess
        ? [Machine.Find("setpriv", "util-linux"), "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];

    private static async Task Command(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', command)}' failed: {await output} {await errors}");
    }
}
