using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>A client that writes to the connection whatever it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };

    public static async Task<RawClient> Connect(Uri address)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(address.Host, address.Port);
        return client;
    }

    public Task Write(string text) => Write(Encoding.Latin1.GetBytes(text));

    public async Task Write(byte[] bytes) => await _tcp.GetStream().WriteAsync(bytes);

    /// <summary>One answer's status and body, or null when the connection ended before one came.</summary>
    public async Task<(int Status, string Body)?> Answer(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await ReadByte(deadline.Token) is not { } next) return null;
            head.Append((char)next);
        }

        var lines = head.ToString().Split("\r\n");
        var status = int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status == 100) return await Answer(within);
        var length = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line ? int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture) : -1;
        var chunked = lines.Any(l => l.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase));
        var body = new StringBuilder();
        while (chunked ? !body.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal) : body.Length < length)
        {
            if (await ReadByte(deadline.Token) is not { } next) break;
            body.Append((char)next);
        }

        return (status, body.ToString());
    }

    /// <summary>Returns true once the server has ended the connection; what it still said is dropped.</summary>
    public async Task<bool> Ends(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            var buffer = new byte[4096];
            while (await _tcp.GetStream().ReadAsync(buffer, deadline.Token) > 0) { /* the refusal */ }
            return true;
        }
        catch (IOException) { return true; }
        catch (OperationCanceledException) { return false; }
    }

    public void Dispose() => _tcp.Dispose();

    private async Task<byte?> ReadByte(CancellationToken stop)
    {
        var one = new byte[1];
        try { return await _tcp.GetStream().ReadAsync(one, stop) == 0 ? null : one[0]; }
        catch (IOException) { return null; }
    }
}
