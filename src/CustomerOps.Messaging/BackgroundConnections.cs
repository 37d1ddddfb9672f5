using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>
/// Connections of our own loops, which serve every organisation: the messaging tables show them all rows, business tables none. A small pool
/// beside the requests', so that neither waits for the other and no session has to be told anew whom it serves.
/// </summary>
internal sealed class BackgroundConnections(IConfiguration configuration, ServiceName service) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.AppConnection(configuration, $"{service.Value}-db"))
    {
        Options = "-c app.background=on", ApplicationName = "customerops-background", MaxPoolSize = 6,
    });

    public ValueTask<NpgsqlConnection> Open(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
