using CustomerOps.Architecture.Tests.Rules;

namespace CustomerOps.Architecture.Tests;

public sealed class MigrationsTests
{
    private static readonly SourceFile s_foundation = House.Files.Single(file => file.Path.StartsWith("src/CustomerOps.Messaging/Migrations/0000_", StringComparison.Ordinal));

    public static TheoryData<string> Services => [.. House.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public void Migrations_are_numbered_each_once(string service)
    {
        Of(service).ShouldNotBeEmpty();
        MigrationRules.Numbering(Of(service).Select(file => file.Name)).ShouldBeNone();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_table_is_kept_apart_by_the_database(string service) => MigrationRules.Unprotected(string.Join('\n', Of(service).Select(file => file.Text))).ShouldBeNone();

    [Fact]
    public void The_foundation_is_kept_apart_too()
    {
        MigrationRules.Numbering(House.Files.Where(file => file.Path.StartsWith("src/CustomerOps.Messaging/Migrations/", StringComparison.Ordinal)).Select(file => file.Name), first: 0).ShouldBeNone();
        MigrationRules.Unprotected(s_foundation.Text).ShouldBeNone();
        MigrationRules.ProcedureForces(s_foundation.Text).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0001_a.sql", "0001_b.sql")]
    [InlineData("0001_a.sql", "0030_b.sql", "0030_c.sql")]
    [InlineData("0002_a.sql")]
    [InlineData("1_a.sql")]
    public void A_wrong_number_is_found(params string[] names) => MigrationRules.Numbering(names).ShouldNotBeEmpty();

    [Theory]
    [InlineData("create table a (id uuid primary key, tenant_id uuid not null);")]
    [InlineData("create table a (id uuid primary key, tenant_id uuid not null);\ncall own_by_tenant('b');")]
    [InlineData("create table a (id uuid primary key, tenant_id uuid not null);\n-- call own_by_tenant('a');")]
    [InlineData("create table a (id uuid, tenant_id uuid);\nalter table a enable row level security;")]
    [InlineData("create table a (id uuid primary key);\ncall own_by_tenant('a');")]
    [InlineData("CREATE TABLE IF NOT EXISTS a (id uuid primary key, n numeric(10,2) check (n > 0));")]
    public void An_unprotected_table_is_found(string sql) => MigrationRules.Unprotected(sql).ShouldHaveSingleItem();

    [Theory]
    [InlineData("create table a (id uuid primary key, n numeric(10, 2), tenant_id uuid not null);\ncall own_by_tenant('a', background => true);")]
    [InlineData("create table a (tenant_id uuid);\nalter table a enable row level security;\nalter table a force row level security;")]
    public void A_protected_table_passes(string sql) => MigrationRules.Unprotected(sql).ShouldBeEmpty();

    [Fact]
    public void A_procedure_that_forces_nothing_is_found() => MigrationRules.ProcedureForces("create procedure own_by_tenant() as $$ $$;").ShouldBeFalse();

    private static IEnumerable<SourceFile> Of(string service) => House.Files.Where(file => file.Path.StartsWith($"src/CustomerOps.{service}/Migrations/", StringComparison.Ordinal));
}
