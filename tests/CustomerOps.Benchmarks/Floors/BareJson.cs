using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Benchmarks.Floors;

/// <summary>The least a service can do: a few bytes of JSON that are ready, from Kestrel, in this process. It stands in for the knowledge base behind the gateway.</summary>
internal sealed class BareJson : IAsyncDisposable
{
    /// <summary>What the gateway routes here: an answer as large as a ticket, or as large as a list of them.</summary>
    public const string One = "/api/v1/articles/one", Many = "/api/v1/articles/many";
    private readonly WebApplication _app;

    private BareJson(WebApplication app) => _app = app;

    public byte[] OneBody { get; set; } = "{}"u8.ToArray();

    public byte[] ManyBody { get; set; } = "{}"u8.ToArray();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<BareJson> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => { kestrel.Listen(IPAddress.Loopback, 0); kestrel.AddServerHeader = false; });
        var json = new BareJson(builder.Build());
        json._app.Run(json.Answer);
        await json._app.StartAsync();
        return json;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Answer(HttpContext context)
    {
        var body = context.Request.Path == Many ? ManyBody : OneBody;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
