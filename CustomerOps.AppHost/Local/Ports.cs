namespace Aspire.Hosting;

internal sealed class Ports
{
    private readonly HashSet<int> _given = [];

    /// <summary>
    /// Gives every endpoint its port. Free ones are taken below the range from which the kernel serves outgoing connections, so that
    /// a service that is down for a moment finds its port again. A fixed port that is taken ends the start before anything runs.
    /// </summary>
    public void Allot(IEnumerable<Resource> resources)
    {
        foreach (var (resource, endpoint) in resources.SelectMany(r => r.Endpoints.Select(e => (r, e))).OrderBy(e => e.e.FixedPort == 0))
        {
            if (endpoint.FixedPort != 0 && !(IsFree(endpoint.FixedPort, IPAddress.Any) && _given.Add(endpoint.FixedPort)))
            {
                throw new DistributedApplicationException(
                    $"port {endpoint.FixedPort} ({resource.Name}, {endpoint.Name}) is taken: free it or choose another (--gateway-port N, --dashboard-port N).");
            }

            endpoint.Port = endpoint.FixedPort != 0 ? endpoint.FixedPort : Free();
            endpoint.Targets = resource.Replicas == 1 ? [endpoint.Port] : [.. Enumerable.Range(0, resource.Replicas).Select(_ => Free())];
        }
    }

    public int Free()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (IsFree(port, IPAddress.Loopback) && _given.Add(port)) return port;
        }

        throw new DistributedApplicationException("no free port was found between 20000 and 32000.");
    }

    public static bool IsFree(int port, IPAddress address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
