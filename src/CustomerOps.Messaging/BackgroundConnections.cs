using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>Connections of our own loops, which serve every organisation: the messaging tables show them all rows, business tables none.</summary>
internal sealed class BackgroundConnections(NpgsqlDataSource source)
{
    public async Task<NpgsqlConnection> Open(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var set = new NpgsqlCommand("select set_config('app.tenant_id', '', false), set_config('app.background', 'on', false)", connection);
            await set.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
