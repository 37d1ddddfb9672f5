using System.Reflection;
using Npgsql;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>Applies the numbered SQL files embedded in the given assemblies, each once and in its own transaction, under an advisory lock.</summary>
public static class Migrator
{
    private const long Lock = 0x0C05_70E2;

    /// <returns>The names applied now.</returns>
    public static async Task<IReadOnlyList<string>> Run(string ownerConnection, params Assembly[] assemblies)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync();
        await Execute(connection, null, $"select pg_advisory_lock({Lock})");
        await Execute(connection, null, "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())");
        await CreateAppRole(connection, new NpgsqlConnectionStringBuilder(ownerConnection).Password ?? "");
        var applied = new List<string>();
        foreach (var (name, sql) in assemblies.SelectMany(Files))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var claim = new NpgsqlCommand("insert into migrations (name) values ($1) on conflict do nothing", connection, transaction) { Parameters = { new() { Value = name } } };
            if (await claim.ExecuteNonQueryAsync() == 0) continue;
            await Execute(connection, transaction, sql);
            await transaction.CommitAsync();
            applied.Add(name);
        }
        await Execute(connection, null, $"select pg_advisory_unlock({Lock})");
        return applied;
    }

    /// <summary>The role is the cluster's, shared by all services' databases; several migrations may run at once.</summary>
    private static async Task CreateAppRole(NpgsqlConnection connection, string ownerPassword)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        // Database locks are per database; this table is the cluster's.
        await Execute(connection, transaction, "lock table pg_catalog.pg_authid in share row exclusive mode");
        await Execute(connection, transaction, $"""
            do $$ begin
              if not exists (select from pg_roles where rolname = '{Database.AppRole}') then create role {Database.AppRole} login nosuperuser nobypassrls; end if;
            end $$;
            alter role {Database.AppRole} password '{Database.AppPassword(ownerPassword)}';
            grant usage on schema public to {Database.AppRole};
            """);
        await transaction.CommitAsync();
    }

    private static IEnumerable<(string Name, string Sql)> Files(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames()
        where resource.EndsWith(".sql", StringComparison.Ordinal)
        orderby resource
        select (resource, Read(assembly, resource));

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static async Task Execute(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
