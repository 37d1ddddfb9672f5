using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// Who a request comes from is what the connection says. Where a proxy stands in front, <c>Proxies:0</c>, … name its addresses or networks, and only what
/// comes from there is believed in <c>X-Forwarded-For</c> and <c>-Proto</c>; whatever <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> says, for with it anybody
/// is believed and every limit per address can be walked around.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) => services.PostConfigure<ForwardedHeadersOptions>(options =>
    {
        string[] proxies = configuration.GetSection("Proxies").Get<string[]>() ?? [];
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(proxy) : Just(IPAddress.Parse(proxy)));
    });

    /// <summary>Unless the host puts it in front by itself.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (!app.Configuration.GetValue("ForwardedHeaders_Enabled", false)) app.UseForwardedHeaders();
    }

    private static IPNetwork Just(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);
}
