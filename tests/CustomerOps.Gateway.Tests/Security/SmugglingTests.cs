using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>Requests whose end two readers could see in two places: what lies behind the first end is never taken for a request of its own by a service.</summary>
public sealed class SmugglingTests(EchoStack edge)
{
    public static TheoryData<string> Shapes =>
    [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nSMUGGLED",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\nSMUGGLED",
        "Content-Length: 0, 44\r\n\r\nSMUGGLED",
        "Content-Length: +0\r\n\r\nSMUGGLED",
        "Content-Length : 0\r\n\r\nSMUGGLED",
        "Content-Length: 0\r\n X: 44\r\n\r\nSMUGGLED",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding:\vchunked\r\n\r\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\n\r\n0;a\nb\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\n0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\nSMUGGLED",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff0\r\n\r\nSMUGGLED",
        "X: a\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nSMUGGLED",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task What_is_hidden_behind_a_request_reaches_no_service_in_the_first_ones_name(string shape)
    {
        var (marked, hidden) = ($"{EchoStack.Path}/{Guid.NewGuid()}", $"{EchoStack.Path}/{Guid.NewGuid()}");
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        // The hidden one brings no key: whoever answers it with the first one's has been fooled.
        await client.Write($"POST {marked} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("agent")}\r\n" + shape.Replace("SMUGGLED", $"GET {hidden} HTTP/1.1\r\nHost: x\r\n\r\n", StringComparison.Ordinal));
        if (await client.Answer(TimeSpan.FromSeconds(15)) is var (first, _)) first.ShouldBeOneOf(200, 400, 408, 411, 413, 501);
        if (await client.Answer(TimeSpan.FromSeconds(15)) is var (second, _)) second.ShouldBeOneOf(400, 401);
        edge.Echo.Heard.ShouldNotContain(s => s.Target == hidden);
        edge.Echo.Heard.Where(s => s.Target == marked).ShouldAllBe(s => s.Headers["Content-Length"] == $"{s.BodyBytes}" && !s.Headers.ContainsKey("Transfer-Encoding"));
    }

    [Fact]
    public async Task Two_lengths_are_refused()
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write($"POST {EchoStack.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("agent")}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG");
        (await client.Answer(TimeSpan.FromSeconds(15)))!.Value.Status.ShouldBe(400);
        (await client.Ends(TimeSpan.FromSeconds(15))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET /api/v1/articles HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/v1/articles HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /api/v1/articles HTTP/9.9\r\nHost: a\r\n\r\n")]
    [InlineData("GET  /api/v1/articles HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /api/v1/articles\0 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /api/v1/articles HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public async Task What_is_no_request_is_refused_and_the_line_ended(string text)
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write(text);
        if (await client.Answer(TimeSpan.FromSeconds(15)) is var (status, _)) status.ShouldBeOneOf(400, 505);
        (await client.Ends(TimeSpan.FromSeconds(15))).ShouldBeTrue();
    }
}
