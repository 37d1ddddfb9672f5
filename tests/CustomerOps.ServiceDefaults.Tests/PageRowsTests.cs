using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

public sealed class PageRowsTests
{
    [Theory]
    [InlineData(1, 11)]
    [InlineData(10, 11)]
    [InlineData(11, 26)]
    [InlineData(50, 51)]
    [InlineData(51, 101)]
    [InlineData(100, 101)]
    [InlineData(200, 201)]
    public void The_statement_says_how_many_rows_itself(int limit, int rows)
    {
        using var shop = new Shop();
        var sql = shop.Set<Thing>().OrderBy(t => t.Id).TakePage(limit).ToQueryString();
        sql.ShouldContain($"LIMIT {rows}");
        sql.ShouldNotContain("@");
    }

    private sealed record Thing(Guid Id);

    /// <summary>Says what it would ask; nobody is asked.</summary>
    private sealed class Shop : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=127.0.0.1");

        protected override void OnModelCreating(ModelBuilder model) => model.Entity<Thing>();
    }
}
