using System.Diagnostics;
using System.Net;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>Hundreds of clients that hardly write anything: the others are served as before, and the slow ones are ended.</summary>
public sealed class SlowClientTests(EchoStack edge)
{
    private const int Slow = 300;

    [Fact]
    public async Task Slow_headers_keep_nobody_waiting_and_are_ended()
    {
        var before = await Work(TimeSpan.FromSeconds(2));
        var clients = await Open(_ => "GET /api/v1/articles HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        await Torment(before, clients, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Slow_bodies_of_callers_with_a_key_keep_nobody_waiting_and_are_ended()
    {
        // Fast enough for the server's least rate, so only the whole body's deadline ends them.
        var before = await Work(TimeSpan.FromSeconds(2));
        var clients = await Open(i => $"POST {EchoStack.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key(ServiceStack.Roles[i % 7])}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n");
        await Torment(before, clients, TimeSpan.FromSeconds(60), bytes: 300);
    }

    [Fact]
    public async Task Slow_bodies_at_the_doors_of_strangers_keep_nobody_waiting_and_are_ended()
    {
        var before = await Work(TimeSpan.FromSeconds(2));
        var clients = await Open(_ => "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{");
        await Torment(before, clients, TimeSpan.FromSeconds(40));
    }

    private async Task<RawClient[]> Open(Func<int, string> beginning) => await Task.WhenAll(Enumerable.Range(0, Slow).Select(async i =>
    {
        var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write(beginning(i));
        return client;
    }));

    /// <summary>They write a little every second; meanwhile somebody works, to whom nothing may happen.</summary>
    private async Task Torment(List<TimeSpan> before, RawClient[] clients, TimeSpan endedWithin, int bytes = 1)
    {
        using var over = new CancellationTokenSource();
        var drip = new string(' ', bytes);
        var ends = clients.Select(c => c.Ends(endedWithin)).ToArray();
        var dripping = Task.WhenAll(clients.Select(async client =>
        {
            try
            {
                while (!over.IsCancellationRequested)
                {
                    await client.Write(drip.Replace(' ', 'a'));
                    await Task.Delay(1_000);
                }
            }
            catch (IOException) { /* ended, as it should be */ }
        }));

        var took = await Work(TimeSpan.FromSeconds(8));
        took.Count.ShouldBeGreaterThan(10);
        Late(took).ShouldBeLessThan(TimeSpan.FromSeconds(1) + 3 * Late(before), "the slow ones are felt");
        (await Task.WhenAll(ends)).ShouldAllBe(ended => ended);
        await over.CancelAsync();
        await dripping;
        foreach (var client in clients) client.Dispose();
    }

    private static TimeSpan Late(List<TimeSpan> sorted) => sorted[(int)(sorted.Count * 0.95)];

    private async Task<List<TimeSpan>> Work(TimeSpan time)
    {
        using var agent = edge.Stack.Client("nordlys", "agent");
        var (clock, took) = (Stopwatch.StartNew(), new List<TimeSpan>());
        while (clock.Elapsed < time)
        {
            var one = Stopwatch.StartNew();
            // The same service as the slow ones write to, and one they do not.
            using var echoed = await agent.GetAsync(EchoStack.Path);
            using var session = await agent.GetAsync("/api/v1/session");
            took.Add(one.Elapsed / 2);
            (echoed.StatusCode, session.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
            await Task.Delay(20);
        }

        took.Sort();
        return took;
    }
}
