using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.ServiceDefaults;

/// <summary>
/// Listens on HTTP_PORTS (HTTP/1.1), GRPC_PORT (HTTP/2 without TLS) and INTERNAL_PORT, on loopback; in a container, which is a network of its own,
/// anywhere. <c>ListenAddress</c> opens HTTP_PORTS at one more address (<c>0.0.0.0</c>: at all), and never the others.
/// </summary>
internal static class Ports
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static void UseServicePorts(this IWebHostBuilder host, IConfiguration configuration) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        var inside = configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false) ? IPAddress.IPv6Any : IPAddress.Loopback;
        var outside = configuration["ListenAddress"] is { Length: > 0 } given ? IPAddress.Parse(given) : inside;
        Listen("HTTP_PORTS", HttpProtocols.Http1, outside.Equals(IPAddress.Any) || outside.Equals(IPAddress.IPv6Any) ? [outside] : [inside, outside]);
        Listen("INTERNAL_PORT", HttpProtocols.Http1, inside);
        Listen("GRPC_PORT", HttpProtocols.Http2, inside);

        void Listen(string name, HttpProtocols protocols, params IPAddress[] addresses)
        {
            foreach (var port in (configuration[name] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
                foreach (var address in addresses.Distinct())
                    kestrel.Listen(address, int.Parse(port, CultureInfo.InvariantCulture), o => o.Protocols = protocols);
        }
    });
}
