using Npgsql;

namespace CustomerOps.Benchmarks.Floors;

/// <summary>The same PostgreSQL without us: one connection per client, one prepared statement per request, every commit on disk.</summary>
internal sealed class BareDatabase : IAsyncDisposable
{
    private const int Seeded = 20_000, ListLength = 50;
    private readonly NpgsqlConnection[] _connections;
    private readonly Guid[] _ids = [.. Enumerable.Range(0, Seeded).Select(_ => Guid.CreateVersion7())];
    private readonly Guid _tenant = Guid.NewGuid();
    private string _text = "";
    private long _number;

    private BareDatabase(NpgsqlConnection[] connections) => _connections = connections;

    /// <param name="rowBytes">How many bytes a ticket's row has; the rows here get as many.</param>
    public static async Task<BareDatabase> Start(string connection, int clients, int rowBytes)
    {
        var own = Enumerable.Range(0, clients).Select(_ => new NpgsqlConnection(connection + ";Pooling=false;Max Auto Prepare=8;Auto Prepare Min Usages=1")).ToArray();
        var database = new BareDatabase(own);
        await Task.WhenAll(own.Select(c => c.OpenAsync()));
        await database.Seed(rowBytes);
        return database;
    }

    public async Task<Sample> Insert(TimeSpan time) => await Load.For(time, _connections.Length, async client =>
    {
        await using var insert = new NpgsqlCommand("insert into tickets (tenant_id, id, number, content) values ($1, $2, $3, $4)", _connections[client])
        {
            Parameters = { new() { Value = _tenant }, new() { Value = Guid.CreateVersion7() }, new() { Value = Interlocked.Increment(ref _number) }, new() { Value = _text } },
        };
        await insert.ExecuteNonQueryAsync();
    });

    public Task<Sample> Select(TimeSpan time) => Load.For(time, _connections.Length, client =>
        Read(client, "select tenant_id, id, number, content from tickets where tenant_id = $1 and id = $2", _ids[Random.Shared.Next(Seeded)], 1));

    public Task<Sample> SelectMany(TimeSpan time) => Load.For(time, _connections.Length, client =>
        Read(client, $"select tenant_id, id, number, content from tickets where tenant_id = $1 and id < $2 order by id desc limit {ListLength}", _ids[^1], ListLength));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
    }

    private async Task Read(int client, string sql, Guid id, int expected)
    {
        await using var select = new NpgsqlCommand(sql, _connections[client]) { Parameters = { new() { Value = _tenant }, new() { Value = id } } };
        await using var rows = await select.ExecuteReaderAsync();
        var read = 0;
        for (; await rows.ReadAsync(); read++) _ = (rows.GetGuid(0), rows.GetGuid(1), rows.GetInt64(2), rows.GetString(3));
        if (read != expected) throw new InvalidOperationException($"{read} rows were read instead of {expected}.");
    }

    private async Task Seed(int rowBytes)
    {
        const int columnsBefore = 24 + 16 + 16 + 8 + 4; // row header, two ids, a number, the text's length
        _text = new string('x', Math.Max(1, rowBytes - columnsBefore));
        await using var create = new NpgsqlCommand("create table tickets (tenant_id uuid not null, id uuid not null, number bigint not null, content text not null, primary key (tenant_id, id)); alter table tickets alter content set storage plain", _connections[0]);
        await create.ExecuteNonQueryAsync();
        await using var fill = new NpgsqlCommand("insert into tickets (tenant_id, id, number, content) select $1, unnest($2::uuid[]), 0, $3", _connections[0])
        {
            Parameters = { new() { Value = _tenant }, new() { Value = _ids }, new() { Value = _text } },
        };
        await fill.ExecuteNonQueryAsync();
        await using var durable = new NpgsqlCommand("select current_setting('fsync') || current_setting('synchronous_commit')", _connections[0]);
        if (await durable.ExecuteScalarAsync() is not "onon") throw new InvalidOperationException("PostgreSQL does not put every commit on disk.");
    }
}
