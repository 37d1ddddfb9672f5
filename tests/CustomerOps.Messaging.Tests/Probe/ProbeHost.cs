using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(CustomerOps.Messaging.Tests.Probe.SharedProbe))]

namespace CustomerOps.Messaging.Tests.Probe;

/// <summary>The probe service on real servers, with a database and a virtual host of its own.</summary>
public sealed class ProbeHost : IAsyncDisposable
{
    public const string OperatorKey = "operator-key-of-the-tests", ServiceKey = "service-key-of-the-tests";
    public static readonly Guid Nordlys = Guid.Parse("0190a000-0000-7000-8000-000000000001"), Aurora = Guid.Parse("0190a000-0000-7000-8000-000000000002");
    private readonly WebApplication _app;

    private ProbeHost(WebApplication app, string bus, string owner) => (_app, Bus, Owner) = (app, bus, NpgsqlDataSource.Create(owner));

    public string Bus { get; }

    /// <summary>The database past row-level security.</summary>
    public NpgsqlDataSource Owner { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ProbeHost> Start(TestServers servers, string? id = null)
    {
        id ??= Guid.NewGuid().ToString("n")[..8];
        var (owner, bus) = (servers.Postgres($"probe-{id}"), await servers.Bus($"probe-{id}"));
        await Migrator.Run(owner, typeof(MessagingDb).Assembly, typeof(ProbeDb).Assembly);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:probe-db"] = owner, ["ConnectionStrings:bus"] = bus, ["Keys:Service"] = ServiceKey, ["Keys:Operator"] = OperatorKey, ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Error",
        });
        builder.AddServiceDefaults("probe");
        builder.Services.AddCallers();
        builder.AddMessaging<ProbeDb>("probe", listen => listen.On<NoteTaken, RecordNote>().When<Remember, RecordMemory>());
        var app = builder.Build();
        app.UseServiceDefaults();
        app.UseMessaging<ProbeDb>();
        app.MapApi().MapPost("/notes", async (NoteRequest request, ProbeDb db, CancellationToken stop) =>
        {
            var note = Note.Take(request.Text);
            db.Add(note);
            await db.SaveChangesAsync(stop);
            return Tagged.Created($"/api/v1/notes/{note.Id}", new { note.Id, note.Text }, note.Version);
        }).For(Roles.Agent, Roles.Service);
        await app.StartAsync();
        var host = new ProbeHost(app, bus, owner);
        // What is told before the queue is bound reaches nobody; ready says that it is.
        await Eventually.Is(true, host.IsReady, seconds: 60);
        return host;
    }

    private async Task<bool> IsReady()
    {
        using var http = new HttpClient();
        return (await http.GetAsync(new Uri(Address, "/health"))).IsSuccessStatusCode;
    }

    /// <summary>Runs in one organisation's scope.</summary>
    public async Task In(Guid tenant, Func<ProbeDb, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        await act(scope.ServiceProvider.GetRequiredService<ProbeDb>());
    }

    public Task Take(string text, Guid? tenant = null) => In(tenant ?? Nordlys, async db =>
    {
        db.Add(Note.Take(text));
        await db.SaveChangesAsync();
    });

    /// <summary>How often something has taken effect.</summary>
    public async Task<long> Effects(string what)
    {
        await using var command = Owner.CreateCommand("select count(*) from effects where what = $1");
        command.Parameters.Add(new() { Value = what });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Owner.DisposeAsync();
    }
}

internal sealed record NoteRequest(string Text);

public sealed class SharedProbe : Xunit.IAsyncLifetime
{
    public ProbeHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ProbeHost.Start(await TestServers.Get());

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
