using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>Bodies made to hurt: none reaches a service other than whole, plain and bounded.</summary>
public sealed class HostileBodyTests(EchoStack edge)
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity, gzip")]
    public async Task A_compressed_body_is_refused_before_it_is_opened(string encoding)
    {
        // A hundred megabytes of spaces in a hundred kilobytes.
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var i = 0; i < 100; i++) await gzip.WriteAsync(Enumerable.Repeat((byte)' ', 1_000_000).ToArray());
        bomb.Length.ShouldBeLessThan(200_000);
        using var agent = edge.Stack.Client("nordlys", "agent");
        var marked = $"{EchoStack.Path}/{Guid.NewGuid()}";
        using var content = new ByteArrayContent(bomb.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var answer = await agent.PostAsync(marked, content);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await answer.Code()).ShouldBe("request.content-encoding");
        edge.Echo.Heard.ShouldNotContain(s => s.Target == marked);
    }

    [Fact]
    public async Task A_body_that_says_it_is_plain_goes_through_with_its_length()
    {
        using var agent = edge.Stack.Client("nordlys", "agent");
        var marked = $"{EchoStack.Path}/{Guid.NewGuid()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, marked) { Content = new StreamContent(new MemoryStream(new byte[300_000])), Headers = { TransferEncodingChunked = true } };
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "identity");
        using var answer = await agent.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var seen = edge.Echo.Heard.Single(s => s.Target == marked);
        (seen.BodyBytes, seen.Headers["Content-Length"], seen.Headers.ContainsKey("Transfer-Encoding")).ShouldBe((300_000, "300000", false));
    }

    [Fact]
    public async Task A_body_without_announced_length_ends_at_a_megabyte()
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        var marked = $"{EchoStack.Path}/{Guid.NewGuid()}";
        await client.Write($"POST {marked} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("agent")}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        try
        {
            for (var i = 0; i < 40; i++) await client.Write(chunk);
        }
        catch (IOException) { /* it did not want to hear more */ }

        if (await client.Answer(TimeSpan.FromSeconds(15)) is var (status, _)) status.ShouldBe(413);
        edge.Echo.Heard.ShouldNotContain(s => s.Target == marked);
    }

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nothing")]
    [InlineData("application/json; charset=\"")]
    public async Task Text_that_is_not_utf8_is_refused_and_never_a_fault(string type)
    {
        using var admin = edge.Stack.Client("nordlys", "admin");
        var content = new ByteArrayContent(Encoding.Unicode.GetBytes("{\"name\":\"x\",\"roles\":[\"agent\"]}"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await admin.PostAsync("/api/v1/organisation/api-keys", content);
        ((int)answer.StatusCode).ShouldBeOneOf(400, 415);
        (await answer.Code()).ShouldStartWith("request.");
    }

    [Theory]
    [InlineData("/api/v1/organisation/people/%C0%AF")]
    [InlineData("/api/v1/organisation/people/%ff%fe")]
    [InlineData("/api/v1/organisation/people?after=%c3%28")]
    [InlineData("/api/v1/organisation/people/%ED%A0%80")]
    public async Task An_address_that_is_not_utf8_is_refused_and_never_a_fault(string path)
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write($"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("admin")}\r\n\r\n");
        (await client.Answer(TimeSpan.FromSeconds(15)))!.Value.Status.ShouldBeOneOf(400, 404, 422);
    }

    [Fact]
    public async Task Headers_are_bounded_in_number_and_size()
    {
        foreach (var headers in (string[])[string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: a\r\n")), $"X-Long: {new string('a', 100_000)}\r\n"])
        {
            using var client = await RawClient.Connect(edge.Stack.Gateway);
            await client.Write($"GET {EchoStack.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("agent")}\r\n{headers}\r\n");
            (await client.Answer(TimeSpan.FromSeconds(15)))!.Value.Status.ShouldBe(431);
        }
    }

    [Fact]
    public async Task A_key_that_is_no_text_is_nobody()
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write([.. Encoding.ASCII.GetBytes($"GET {EchoStack.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer cok_"), .. Enumerable.Repeat((byte)0xFF, 40), .. "\r\n\r\n"u8]);
        (await client.Answer(TimeSpan.FromSeconds(15)))!.Value.Status.ShouldBeOneOf(400, 401);
        await edge.Stack.Client("nordlys", "agent").GetAsync(EchoStack.Path);
    }
}
