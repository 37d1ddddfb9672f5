using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.EndToEnd.Tests.Telemetry;

/// <summary>What one process sent in one go: <c>traces</c>, <c>metrics</c> or <c>logs</c>, and the message as it came.</summary>
internal sealed record Export(string Kind, byte[] Message);

/// <summary>Takes OTLP by gRPC, as the dashboard would, and keeps what comes while somebody records.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Recording, byte> _recordings = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.Take);
        await collector._app.StartAsync();
        return collector;
    }

    public Recording Record()
    {
        var recording = new Recording(r => _recordings.TryRemove(r, out _));
        _recordings[recording] = 0;
        return recording;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        // /opentelemetry.proto.collector.trace.v1.TraceService/Export
        var kind = context.Request.Path.Value!.Split('.')[3] switch { "trace" => "traces", var other => other };
        var export = new Export(kind, Unframed(body.ToArray()));
        foreach (var recording in _recordings.Keys) recording.Add(export);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>A byte that says whether it is compressed, four that say how long it is, and the message.</summary>
    private static byte[] Unframed(byte[] frame)
    {
        var message = frame.AsSpan(5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1))).ToArray();
        if (frame[0] == 0) return message;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(message), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return plain.ToArray();
    }
}

/// <summary>All exports between its beginning and its end, up to 400 MB.</summary>
internal sealed class Recording(Action<Recording> end) : IDisposable
{
    private const long Most = 400_000_000;
    private readonly ConcurrentQueue<Export> _exports = new();
    private long _bytes;

    public IEnumerable<Export> Exports => _exports;

    public IEnumerable<Span> Spans => _exports.Where(e => e.Kind == "traces").SelectMany(e => Span.Read(e.Message));

    public IEnumerable<Measurement> Measurements => _exports.Where(e => e.Kind == "metrics").SelectMany(e => Measurement.Read(e.Message));

    public void Add(Export export)
    {
        if (Interlocked.Add(ref _bytes, export.Message.Length) > Most) throw new InvalidOperationException("The recording is too long.");
        _exports.Enqueue(export);
    }

    public void Dispose() => end(this);
}
