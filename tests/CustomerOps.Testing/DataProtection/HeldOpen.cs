using Npgsql;

namespace CustomerOps.Testing.DataProtection;

/// <summary>A writer that began before a person was erased and is not at its end yet: what it wrote nobody sees until it commits.</summary>
public sealed class HeldOpen : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldOpen(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<HeldOpen> Write(NpgsqlDataSource database, string sql)
    {
        var connection = await database.OpenConnectionAsync();
        var open = new HeldOpen(connection, await connection.BeginTransactionAsync());
        await using var command = new NpgsqlCommand(sql, connection);
        if (await command.ExecuteNonQueryAsync() < 1) throw new InvalidOperationException("It wrote nothing.");
        return open;
    }

    public Task Commit() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
