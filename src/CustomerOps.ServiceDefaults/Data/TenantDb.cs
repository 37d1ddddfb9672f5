using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>
/// A service's database as one organisation sees it: every <see cref="ITenantOwned"/> entity is filtered, filled and guarded here,
/// and once more by forced row-level security in the database. Tables and columns are snake_case.
/// </summary>
public abstract class TenantDb(DbContextOptions options, TenantScope tenant) : DbContext(options)
{
    private static readonly MethodInfo s_filter = typeof(TenantDb).GetMethod(nameof(Filter), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public TenantScope Tenant { get; } = tenant;

    private Guid CurrentTenant => Tenant.TenantId ?? Guid.Empty;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        SnakeCase.Apply(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => !e.IsOwned() && typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).ToList())
            s_filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
    }

    private void Filter<T>(ModelBuilder modelBuilder) where T : class, ITenantOwned =>
        modelBuilder.Entity<T>().HasQueryFilter(row => row.TenantId == CurrentTenant);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Own();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save asynchronously.");

    private void Own()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State == EntityState.Added && entry.Entity.TenantId == Guid.Empty) entry.Entity.TenantId = Tenant.Required;
            if (entry.State != EntityState.Unchanged && entry.Entity.TenantId != Tenant.Required)
                throw new InvalidOperationException("A row of another organisation cannot be written.");
        }
    }
}
