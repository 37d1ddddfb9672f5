using System.Collections.Concurrent;
using CustomerOps.ServiceDefaults.Data;
using Npgsql;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>
/// Ticket numbers, unique per organisation, without a row every new ticket waits for: each process takes a hundred at a time in a short
/// transaction of its own. Numbers not used when a process ends stay unused.
/// </summary>
internal sealed class TicketNumbers(IConfiguration configuration) : IAsyncDisposable
{
    private const int Block = 100, First = 1000;

    private const string Take = """
        insert into ticket_counters (tenant_id, last_number) values ($1, $2)
        on conflict (tenant_id) do update set last_number = ticket_counters.last_number + $3
        returning last_number
        """;

    // Connections of its own: were they the requests', requests that wait for a number could hold them all.
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(Database.AppConnection(configuration, "ticketing-db")) { MaxPoolSize = 4, MinPoolSize = 0 });
    private readonly ConcurrentDictionary<Guid, Numbers> _blocks = new();

    public async ValueTask<long> Next(Guid tenantId, CancellationToken cancellationToken)
    {
        var numbers = _blocks.GetOrAdd(tenantId, _ => new Numbers());
        await numbers.Turn.WaitAsync(cancellationToken);
        try
        {
            if (numbers.Next > numbers.Last)
            {
                numbers.Last = await TakeBlock(tenantId, cancellationToken);
                numbers.Next = numbers.Last - Block + 1;
            }

            return numbers.Next++;
        }
        finally { numbers.Turn.Release(); }
    }

    private async Task<long> TakeBlock(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select set_config('app.tenant_id', $1, false)") { Parameters = { new() { Value = tenantId.ToString() } } },
                new(Take) { Parameters = { new() { Value = tenantId }, new() { Value = (long)(First + Block) }, new() { Value = (long)Block } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return rows.GetInt64(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var numbers in _blocks.Values) numbers.Turn.Dispose();
        await _source.DisposeAsync();
    }

    private sealed class Numbers
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public long Next { get; set; } = 1;
        public long Last { get; set; }
    }
}
