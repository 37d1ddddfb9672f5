namespace Aspire.Hosting;

/// <summary>The one address of a resource with several replicas: each new connection goes to the next ready one.</summary>
internal static class Balancer
{
    public static void Start(EndpointAnnotation endpoint, IPAddress outside, Predicate<int> isReady, CancellationToken ended)
    {
        var listener = new TcpListener(endpoint.IsExternal ? outside : IPAddress.Loopback, endpoint.Port);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using (listener)
            {
                for (var turn = 0; !ended.IsCancellationRequested; turn = (turn + 1) % endpoint.Targets.Length)
                {
                    try
                    {
                        var client = await listener.AcceptTcpClientAsync(ended);
                        var target = Enumerable.Range(turn, endpoint.Targets.Length).Select(i => i % endpoint.Targets.Length)
                            .FirstOrDefault(i => isReady(i), turn);
                        _ = Task.Run(() => CarryAsync(client, endpoint.Targets[target], ended), ended);
                    }
                    catch (Exception failure) when (failure is SocketException or OperationCanceledException)
                    {
                        await Task.Delay(10, CancellationToken.None); // out of handles, or the end
                    }
                }
            }
        }, CancellationToken.None);
    }

    private static async Task CarryAsync(TcpClient client, int port, CancellationToken ended)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ended);
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, port, done.Token);
                var (near, far) = (client.GetStream(), server.GetStream());
                await Task.WhenAll(PumpAsync(near, far, server, done), PumpAsync(far, near, client, done));
            }
            catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
            {
                return; // either side left: both connections end here
            }
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, TcpClient receiver, CancellationTokenSource done)
    {
        try
        {
            await from.CopyToAsync(to, done.Token);
            receiver.Client.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await done.CancelAsync(); // the other direction must not wait for a connection that is gone
            throw;
        }
    }
}
