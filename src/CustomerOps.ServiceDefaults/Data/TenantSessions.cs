using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>
/// Tells PostgreSQL which organisation a session serves; row-level security reads it, and a session told nothing sees nothing.
/// A pooled session keeps what it was told last, so an opening for the same organisation costs no round trip.
/// </summary>
public sealed class TenantSessions : DbConnectionInterceptor
{
    private const int MaxKnown = 1_000;

    // By backend process: a number used again starts with Begin, and what is not known here is told again.
    private readonly ConcurrentDictionary<int, Told> _told = new();

    /// <summary>A new physical session has been told nothing yet.</summary>
    public void Begin(NpgsqlConnection connection)
    {
        if (_told.Count >= MaxKnown) _told.Clear();
        _told.TryRemove(connection.ProcessID, out _);
    }

    /// <param name="tenantId">The one organisation to be seen; null shows none.</param>
    /// <param name="background">Shows all rows of the tables that allow it to our own loops.</param>
    public async Task Tell(NpgsqlConnection connection, Guid? tenantId, bool background, CancellationToken cancellationToken)
    {
        var (session, wanted) = (connection.ProcessID, new Told(tenantId, background));
        if (_told.TryGetValue(session, out var told) && told == wanted) return;
        _told.TryRemove(session, out _);
        await using var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, false), set_config('app.background', $2, false)", connection)
        {
            Parameters = { new() { Value = tenantId?.ToString() ?? "" }, new() { Value = background ? "on" : "" } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        _told[session] = wanted;
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var scope = (eventData.Context as TenantDb)?.Tenant;
        return Tell((NpgsqlConnection)connection, scope?.TenantId, scope?.Background == true, cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => throw new NotSupportedException("Open asynchronously.");

    private readonly record struct Told(Guid? TenantId, bool Background);
}
