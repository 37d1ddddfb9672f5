using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.ServiceDefaults;

/// <summary>Listens on HTTP_PORTS (HTTP/1.1), GRPC_PORT (HTTP/2 without TLS) and INTERNAL_PORT; on loopback unless in a container.</summary>
internal static class Ports
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static void UseServicePorts(this IWebHostBuilder host, IConfiguration configuration) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        var anywhere = configuration.GetValue("ListenAnywhere", configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false));
        var address = anywhere ? IPAddress.IPv6Any : IPAddress.Loopback;
        Listen("HTTP_PORTS", HttpProtocols.Http1);
        Listen("INTERNAL_PORT", HttpProtocols.Http1);
        Listen("GRPC_PORT", HttpProtocols.Http2);

        void Listen(string name, HttpProtocols protocols)
        {
            foreach (var port in (configuration[name] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
                kestrel.Listen(address, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), o => o.Protocols = protocols);
        }
    });
}
