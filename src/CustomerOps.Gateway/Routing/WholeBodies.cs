using CustomerOps.Gateway.Access;
using CustomerOps.Gateway.Limits;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Model;

namespace CustomerOps.Gateway.Routing;

/// <summary>
/// A request goes on to a service when its body is here whole and of one known length: a slow sender holds a connection to the gateway, never one to a
/// service that others wait for. Bodies come as they are: a compressed one could grow without bound where it is opened.
/// </summary>
internal static class WholeBodies
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);
    private const int InMemory = 64 * 1024;

    /// <summary>Far fewer than there are connections to a service: senders of files, however slow, leave room for everybody else.</summary>
    private static readonly Places Files = new(4, 64, "request.too-many-uploads", "uploads");

    public static void UseWholeBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var (request, headers) = (context.Request, context.Request.Headers);
        if (Refused(headers) is { } problem) await Close(context, problem);
        else if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true) await next(context);
        else if (IsFile(context) && KeyHolder.Of(context) is { } holder)
        {
            using var place = Files.Enter(holder.Caller.SubjectId);
            await next(context);
        }
        else if (await Arrived(context)) await next(context);
    });

    /// <summary>Files are streamed through, up to the size their route takes: their service stores them piece by piece and waits for no sender with anything in hand.</summary>
    private static bool IsFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize is not null;

    private static Problem? Refused(IHeaderDictionary headers)
    {
        // JSON between systems is UTF-8 (RFC 8259); another name here would be taken at its word, or fall over.
        if (headers.ContentType.Count > 0 && !(MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var type) && IsUtf8(type.Charset.Value)))
            return new Problem(415, "request.media-type", "This route takes application/json, in UTF-8.");
        if (headers.ContentEncoding.Any(e => !string.Equals(e, "identity", StringComparison.OrdinalIgnoreCase)))
            return new Problem(415, "request.content-encoding", "Send the body as it is; compressed bodies are not taken.");
        // Two lengths: the server reads the chunks and puts the other length aside under this name.
        return headers.TransferEncoding.Count > 0 && headers.ContainsKey("X-Content-Length")
            ? new Problem(400, "request.malformed", "A body has one length: Content-Length or chunks.") : null;
    }

    private static bool IsUtf8(string? charset) => string.IsNullOrEmpty(charset) || string.Equals(charset.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase);

    /// <returns>False when it did not come in time, which was answered.</returns>
    private static async Task<bool> Arrived(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering(InMemory);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(Within);
        try { await request.Body.DrainAsync(deadline.Token); }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Close(context, new Problem(408, "request.too-slow", "The request came too slowly."));
            return false;
        }

        catch (IOException e) when (e is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            // A chunk's length that is no number.
            await Close(context, new Problem(400, "request.malformed", "The body is not as HTTP has it."));
            return false;
        }

        request.Body.Position = 0;
        request.ContentLength = request.Body.Length;
        foreach (var done in (string[])["Transfer-Encoding", "Expect"]) request.Headers.Remove(done);
        return true;
    }

    private static Task Close(HttpContext context, Problem problem)
    {
        context.Response.Headers.Connection = "close";
        return problem.Write(context, context.RequestAborted);
    }
}
