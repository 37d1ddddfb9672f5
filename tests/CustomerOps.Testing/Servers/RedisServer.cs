using System.Net.Sockets;
using System.Text;

namespace CustomerOps.Testing.Servers;

/// <summary>A Redis of our own on loopback, with a password, small.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Machine.TemporaryFolder("redis");
    private readonly string _password = Machine.Secret();
    private readonly int _port = Machine.FreePorts(1)[0];
    private ServerProcess? _process;

    internal string ConnectionString => $"127.0.0.1:{_port},password={_password}";

    internal async Task Start()
    {
        _process = ServerProcess.Start("redis", _folder, ("TERM", "KILL"),
            [Machine.Find("redis-server", "redis-server"), "--bind", "127.0.0.1", "--port", $"{_port}", "--dir", _folder, "--requirepass", _password,
            "--save", "", "--appendonly", "yes", "--maxmemory", "128mb"]);
        await _process.WaitUntil(Answers, TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Machine.Remove(_folder);
    }

    private async Task<bool> Answers()
    {
        if (!await Machine.Listens(_port)) return false;
        using var client = new TcpClient("127.0.0.1", _port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"AUTH {_password}\r\n"));
        var answer = new byte[3];
        await client.GetStream().ReadExactlyAsync(answer);
        return answer.AsSpan().SequenceEqual("+OK"u8);
    }
}
