using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>What of the running system listens where: the gateway's public port at the address it was given, everything else on 127.0.0.1 or ::1 alone.</summary>
public sealed class ReachTests(RunningSystem system)
{
    /// <summary>127.0.0.1 and ::1.</summary>
    private static readonly string[] s_loopback = ["0100007F", "00000000000000000000000001000000"];

    [Fact]
    public void Only_the_gateway_is_reached_from_outside()
    {
        var processes = Family();
        processes.Count.ShouldBeGreaterThan(10);
        var listening = processes.SelectMany(Sockets).Distinct().ToList();
        listening.Count.ShouldBeGreaterThan(20);
        listening.Where(s => !s_loopback.Contains(s.Address)).ShouldBe([("0200007F", system.Gateway.Port)]);
        listening.ShouldContain(("0100007F", system.Gateway.Port));
    }

    [Fact]
    public async Task From_outside_the_gateway_serves_what_it_serves_and_no_more()
    {
        using var outside = new HttpClient { BaseAddress = new Uri($"http://{RunningSystem.OutsideAddress}:{system.Gateway.Port}") };
        (await outside.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var port in IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Address.Equals(IPAddress.Parse(RunningSystem.OutsideAddress))).Select(l => l.Port)) port.ShouldBe(system.Gateway.Port);
        (await outside.GetAsync("/internal/keys")).StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests);
    }

    /// <summary>The AppHost and all its descendants; those that left its tree carry its mark in their environment.</summary>
    private List<int> Family()
    {
        var found = new List<int>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (process.Id == system.AppHostId || File.ReadAllText($"/proc/{process.Id}/environ").Contains(system.Data, StringComparison.Ordinal)) found.Add(process.Id);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException) { /* it has ended, or is none of ours */ }
            }
        }

        return found;
    }

    /// <summary>Address (as the kernel writes it, hexadecimal) and port of each socket the process listens on.</summary>
    private static IEnumerable<(string Address, int Port)> Sockets(int process)
    {
        HashSet<string> own;
        try { own = [.. new DirectoryInfo($"/proc/{process}/fd").GetFiles().Select(f => f.LinkTarget ?? "").Where(l => l.StartsWith("socket:[", StringComparison.Ordinal)).Select(l => l[8..^1])]; }
        catch (IOException) { yield break; }
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
            foreach (var row in File.ReadLines(table).Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                if (row[3] == "0A" && own.Contains(row[9]) && row[1].Split(':') is [var address, var port]) yield return (address, int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
