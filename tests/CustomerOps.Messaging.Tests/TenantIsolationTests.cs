using CustomerOps.Messaging.Tests.Probe;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

public sealed class TenantIsolationTests(SharedProbe probe)
{
    [Fact]
    public async Task Without_the_filter_the_database_itself_shows_only_ones_own_rows()
    {
        await probe.Host.Take("ours", ProbeHost.Nordlys);
        await probe.Host.Take("theirs", ProbeHost.Aurora);
        await probe.Host.In(ProbeHost.Nordlys, async db =>
        {
            var seen = await db.Set<Note>().IgnoreQueryFilters().Select(n => n.TenantId).Distinct().ToListAsync();
            seen.ShouldBe([ProbeHost.Nordlys]);
        });
    }

    [Fact]
    public async Task Outside_any_organisation_nothing_is_seen()
    {
        await probe.Host.Take("ours", ProbeHost.Nordlys);
        await using var scope = probe.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        (await db.Set<Note>().IgnoreQueryFilters().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_for_another_organisation_is_refused_by_the_model_and_by_the_database()
    {
        await probe.Host.In(ProbeHost.Nordlys, async db =>
        {
            db.Add(new Effect { TenantId = ProbeHost.Aurora, What = "smuggled" });
            await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            db.ChangeTracker.Clear();
            var refused = await Should.ThrowAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"insert into effects values (gen_random_uuid(), {ProbeHost.Aurora}, 'smuggled')"));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        });
    }

    [Fact]
    public async Task The_services_role_cannot_step_around_row_level_security()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:probe-db"] = probe.Host.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:probe-db"] }).Build();
        await using var source = NpgsqlDataSource.Create(Database.AppConnection(configuration, "probe-db"));
        await using var connection = await source.OpenConnectionAsync();
        foreach (var attempt in (string[])["alter table notes disable row level security", "set role postgres", "alter role customerops_app bypassrls", "drop policy tenant on notes"])
        {
            await using var command = new NpgsqlCommand(attempt, connection);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }
    }

    [Fact]
    public async Task Every_table_with_a_tenant_forces_row_level_security()
    {
        await using var command = probe.Host.Owner.CreateCommand("""
            select string_agg(c.relname, ', ') from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(DBNull.Value);
    }
}
