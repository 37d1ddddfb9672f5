using CustomerOps.ServiceDefaults.Data;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Support;

/// <summary>The database itself keeps organisations apart, whatever a query forgets.</summary>
[Collection(StaffingStack.Collection)]
public sealed class IsolationTests(StaffingStack stack)
{
    [Fact]
    public async Task Another_organisation_sees_and_changes_no_row_by_plain_SQL()
    {
        var person = await stack.Hire("Row Person");
        await using var app = NpgsqlDataSource.Create(AppConnection());
        await using var connection = await app.OpenConnectionAsync();
        await Execute(connection, $"select set_config('app.tenant_id', '{stack.Services.Organisation("aurora")}', false)");
        foreach (var table in (string[])["organisations", "branches", "people", "person_skills", "absences", "arrivals", "forecasts", "rotas", "shifts"])
            (await Execute(connection, $"select count(*) from {table} where tenant_id = '{stack.Nordlys}'")).ShouldBe(0L, table);
        await using var rename = new NpgsqlCommand($"update people set name = 'Stolen' where id = '{person}'", connection);
        (await rename.ExecuteNonQueryAsync()).ShouldBe(0);
        await Should.ThrowAsync<PostgresException>(() => Execute(connection, $"insert into person_skills (tenant_id, person_id, skill, level) values ('{stack.Nordlys}', '{person}', 'x', 1)"));

        await Execute(connection, "select set_config('app.tenant_id', '', false), set_config('app.background', 'on', false)");
        (await Execute(connection, "select count(*) from people")).ShouldBe(0L, "our own loops read no people");
    }

    private string AppConnection() => Database.AppConnection(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:staffing-db"] = stack.Services.OwnerConnection("staffing") }).Build(), "staffing-db");

    private static async Task<object?> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
