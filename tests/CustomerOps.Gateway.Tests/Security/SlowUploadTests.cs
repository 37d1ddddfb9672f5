using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>Files are streamed to their service, so a slow sender holds a connection to it: each caller has few such places.</summary>
public sealed class SlowUploadTests(EchoStack edge)
{
    private const int Places = 4;
    private const string Slow = "agent";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_caller_sends_few_files_at_once_and_others_send_theirs()
    {
        (await Upload(Slow)).ShouldBe(200);
        var uploads = await Task.WhenAll(Enumerable.Range(0, Places + 1).Select(_ => Begin()));
        try
        {
            var (status, body) = (await await Task.WhenAny(uploads.Select(u => u.Answer(Soon)))).ShouldNotBeNull();
            status.ShouldBe(409);
            body.ShouldContain("request.too-many-uploads");
            (await Upload("manager")).ShouldBe(200);
        }
        finally { foreach (var upload in uploads) upload.Dispose(); }

        // The places of those that left are free again.
        for (var began = DateTime.UtcNow; await Upload(Slow) != 200; await Task.Delay(50, TestContext.Current.CancellationToken)) (DateTime.UtcNow - began).ShouldBeLessThan(Soon);
    }

    private async Task<RawClient> Begin()
    {
        var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write($"{Head(Slow)}Content-Length: 2000000\r\n\r\nbegun");
        return client;
    }

    private async Task<int> Upload(string role)
    {
        using var client = await RawClient.Connect(edge.Stack.Gateway);
        await client.Write($"{Head(role)}Content-Length: 4\r\n\r\nfile");
        return (await client.Answer(Soon)).ShouldNotBeNull().Status;
    }

    private string Head(string role) => $"POST /api/v1/tickets/{Guid.Empty}/attachments?name=a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key(role)}\r\nContent-Type: application/octet-stream\r\n";
}
