using System.Net;
using System.Net.Sockets;
using System.Text;
using CustomerOps.Identity.Providers;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>An issuer is an address that somebody writes: what it may lead us to call.</summary>
public sealed class ProviderAddressTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2a00:1450:400f:80d::200e", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:1::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_the_public_internet_is_called(string address, bool permitted) => Addresses("Production").Permits(IPAddress.Parse(address)).ShouldBe(permitted);

    [Theory]
    [InlineData("https://login.example.com", "Production", true)]
    [InlineData("http://login.example.com", "Development", false)]
    [InlineData("http://127.0.0.1:4000", "Development", true)]
    [InlineData("http://localhost:4000", "Development", true)]
    [InlineData("http://127.0.0.1:4000", "Production", false)]
    [InlineData("https://127.0.0.1:4000", "Production", true)]
    [InlineData("http://10.9.0.1", "Development", false)]
    [InlineData("https://10.9.0.1", "Production", true)]
    [InlineData("https://10.8.0.1", "Production", false)]
    public void Operators_name_networks_besides_and_plain_http_stays_in_development_on_loopback(string address, string environment, bool permitted) =>
        Addresses(environment, "127.0.0.0/8", "10.9.0.0/16").Permits(new Uri(address)).ShouldBe(permitted);

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var canary = Listening(out var port);
        var called = canary.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        // The name passes as it is written where loopback is not seen in it; where it leads is seen while connecting.
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = Addresses("Development").Connect, UseProxy = false });
        foreach (var name in (string[])["localhost", "127.0.0.1", Dns.GetHostName()])
            if ((await Dns.GetHostAddressesAsync(name, TestContext.Current.CancellationToken)).Any(IPAddress.IsLoopback))
                (await Should.ThrowAsync<HttpRequestException>(http.GetAsync(new Uri($"http://{name}:{port}/"), TestContext.Current.CancellationToken))).ToString().ShouldContain("no address that may be called");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        called.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task No_redirect_is_followed_and_no_answer_without_end_is_read()
    {
        using var canary = Listening(out var inside);
        var called = canary.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        using var server = Listening(out var port);
        string[] answers = [$"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inside}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", $"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\nConnection: close\r\n\r\n{new string('x', 300_000)}",
            $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', 2_000_000)}", "HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\nContent-Length: 0\r\n\r\n"];
        var serving = Serve(server, answers);
        using var services = Services(Addresses("Development", "127.0.0.0/8"));
        var http = services.GetRequiredService<ProviderHttp>();
        foreach (var _ in answers) await Should.ThrowAsync<ProviderAway>(http.Get($"http://127.0.0.1:{port}/", TestContext.Current.CancellationToken));
        await serving;
        called.IsCompleted.ShouldBeFalse();
    }

    private static async Task Serve(TcpListener server, string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
            try { await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken); }
            catch (IOException) { /* the reader had enough */ }
        }
    }

    private static TcpListener Listening(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    private static ServiceProvider Services(AllowedAddresses addresses)
    {
        var services = new ServiceCollection();
        services.AddSingleton(addresses);
        ProviderHttp.Add(services);
        return services.BuildServiceProvider();
    }

    private static AllowedAddresses Addresses(string environment, params string[] networks) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(networks.Select((n, i) => KeyValuePair.Create($"SignInProviders:AllowedNetworks:{i}", (string?)n))).Build(), new HostingEnvironment { EnvironmentName = environment }, "SignInProviders");
}
