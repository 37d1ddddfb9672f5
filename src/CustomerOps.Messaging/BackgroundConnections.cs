using CustomerOps.ServiceDefaults.Data;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>Connections of our own loops, which serve every organisation: the messaging tables show them all rows, business tables none.</summary>
internal sealed class BackgroundConnections(NpgsqlDataSource source, TenantSessions sessions)
{
    public async Task<NpgsqlConnection> Open(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await sessions.Tell(connection, tenantId: null, background: true, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
