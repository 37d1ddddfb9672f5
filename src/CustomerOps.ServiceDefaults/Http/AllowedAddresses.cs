using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>
/// Which addresses of somebody's writing we call: HTTPS on the public internet, and besides only networks that operators name
/// (<c>SignInProviders:AllowedNetworks:0</c>, <c>Webhooks:AllowedNetworks:0</c>, …). Plain HTTP only to loopback, in development, and only where that is named too.
/// </summary>
/// <param name="purpose">The section of the configuration that names them.</param>
public sealed class AllowedAddresses(IConfiguration configuration, IHostEnvironment environment, string purpose)
{
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");
    /// <summary>Not public, or leading elsewhere: RFC 6890 and its kin.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse),
    ];
    private readonly IPNetwork[] _besides = [.. (configuration.GetSection($"{purpose}:AllowedNetworks").Get<string[]>() ?? []).Select(IPNetwork.Parse)];

    public bool Permits(IPAddress address)
    {
        var seen = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (_besides.Any(n => n.Contains(seen))) return true;
        return (seen.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(seen)) && !NotPublic.Any(n => n.Contains(seen));
    }

    /// <summary>Whether the address may be called as it is written; what its name leads to is seen when it is called.</summary>
    public bool Permits(Uri address)
    {
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || address.Host.Length == 0) return false;
        var literal = IPAddress.TryParse(address.DnsSafeHost, out var ip) ? ip : address.IsLoopback ? IPAddress.Loopback : null;
        if (literal is not null && !Permits(literal)) return false;
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment() && literal is not null && IPAddress.IsLoopback(literal));
    }

    /// <summary>Connects to an address that was looked at, never to the name once more: what a name leads to may change in between.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var host = context.DnsEndPoint.Host;
        IPAddress[] found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stop);
        IPAddress[] allowed = [.. found.Where(Permits)];
        if (allowed.Length == 0) throw new HttpRequestException("The name leads to no address that may be called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
