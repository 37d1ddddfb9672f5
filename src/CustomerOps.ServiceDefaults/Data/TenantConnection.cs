using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>Tells PostgreSQL, at every opening, which organisation the session serves; row-level security reads it. Nothing set = nothing seen.</summary>
public sealed class TenantConnection : DbConnectionInterceptor
{
    public static TenantConnection Instance { get; } = new();

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        var scope = (eventData.Context as TenantDb)?.Tenant;
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('app.tenant_id', @tenant, false), set_config('app.background', @background, false)";
        Set(command, "tenant", scope?.TenantId?.ToString() ?? "");
        Set(command, "background", scope?.Background == true ? "on" : "");
        return command;
    }

    private static void Set(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
