namespace Aspire.Hosting;

/// <summary>The questions that tell whether something is ready. Each throws with the reason when it is not, within five seconds.</summary>
internal static class Probes
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    public static async Task HttpAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(address, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"{address.AbsolutePath} answers {(int)answer.StatusCode}: {body[..Math.Min(body.Length, 300)]}");
        }
    }

    public static async Task TalkAsync(int port, byte[] question, Predicate<byte[]> isRight, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(5));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(question, deadline.Token);
        var answer = new byte[512];
        for (var read = 0; read < answer.Length;)
        {
            var more = await stream.ReadAsync(answer.AsMemory(read), deadline.Token);
            read += more;
            if (read > 0 && isRight(answer[..read])) return;

            if (more == 0) break;
        }

        throw new IOException($"port {port} answers, but not as expected");
    }
}
