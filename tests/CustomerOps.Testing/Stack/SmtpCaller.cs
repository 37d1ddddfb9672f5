using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CustomerOps.Testing.Stack;

/// <summary>Another mail server at our door: hands in mails byte by byte as they are, on one line.</summary>
public sealed class SmtpCaller : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private readonly TcpClient _socket = new() { NoDelay = true };
    private StreamReader _answers = StreamReader.Null;

    private SmtpCaller() { }

    public static async Task<SmtpCaller> Call(int port)
    {
        var caller = new SmtpCaller();
        await caller._socket.ConnectAsync("127.0.0.1", port);
        caller._answers = new StreamReader(caller._socket.GetStream(), Encoding.ASCII);
        await caller.Answer();
        await caller.Say("EHLO tests");
        return caller;
    }

    /// <returns>What the server answered to the whole mail, or to the first command it refused; 250 is taken.</returns>
    public async Task<int> HandIn(byte[] mail, string to, string from = "sender@example.com")
    {
        foreach (var command in (string[])[$"MAIL FROM:<{from}>", $"RCPT TO:<{to}>"])
            if (await Say(command) is var refused and >= 400) return refused;
        await Say("DATA");
        await Send(Stuffed(mail));
        return await Say("\r\n.");
    }

    public void Dispose()
    {
        _answers.Dispose();
        _socket.Dispose();
    }

    private async Task<int> Say(string command)
    {
        await Send(Encoding.ASCII.GetBytes(command + "\r\n"));
        return await Answer();
    }

    private async Task Send(byte[] bytes) => await _socket.GetStream().WriteAsync(bytes);

    private async Task<int> Answer()
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        while (true)
        {
            var line = await _answers.ReadLineAsync(deadline.Token) ?? throw new IOException("The line was cut.");
            if (line.Length < 4 || line[3] == ' ') return int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Lines end with CR LF, and one that begins with a dot gets a second.</summary>
    private static byte[] Stuffed(byte[] mail)
    {
        var text = Encoding.Latin1.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(("\r\n" + text).Replace("\r\n.", "\r\n..", StringComparison.Ordinal)[2..]);
    }
}
