namespace Aspire.Hosting;

/// <summary>
/// The two doors into a running instance, both on loopback and behind the same key: gRPC for the dashboard, and plain HTTP for scripts and
/// tests (GET /resources, POST /resources/{name}/{command}).
/// </summary>
internal sealed class Doors : IAsyncDisposable
{
    public const string KeyHeader = "x-resource-service-api-key";
    private readonly WebApplication _web;

    private Doors(WebApplication web) => _web = web;

    public static async Task<Doors> OpenAsync(Instance instance)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, instance.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, instance.ControlPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(instance).AddGrpc();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var web = builder.Build();
        var key = Encoding.UTF8.GetBytes(instance.DoorKey);
        web.Use((context, next) =>
        {
            var given = Encoding.UTF8.GetBytes(context.Request.Headers[KeyHeader].ToString());
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (!CryptographicOperations.FixedTimeEquals(given, key)) return Task.CompletedTask;

            context.Response.StatusCode = StatusCodes.Status200OK;
            return next(context);
        });
        web.MapGrpcService<ResourceService>();
        web.MapGet("/resources", () => instance.Resources.Select(ResourceRecord.Of));
        web.MapPost("/resources/{name}/{command}", async (string name, string command, CancellationToken cancellationToken) =>
        {
            if (instance.Find(name) is not { } resource) return Results.NotFound();

            var (succeeded, message) = await Commands.ExecuteAsync(resource, command, cancellationToken);
            return Results.Text(instance.Mask(message), statusCode: succeeded ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
        });
        await web.StartAsync();
        return new Doors(web);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }
}

/// <summary>One process as written to processes.json and answered by GET /resources.</summary>
internal sealed record ResourceRecord(string Name, string State, bool Ready, string Reason, int? Pid, int Restarts, Dictionary<string, string> Endpoints)
{
    public static ResourceRecord Of(RunningResource running) => new(running.Name, running.State, running.IsReady, running.ShownReason, running.ProcessId,
        running.Restarts, running.Resource.Endpoints.ToDictionary(e => e.Name, e => e.Url));
}
