using CustomerOps.Identity.ApiKeys;
using CustomerOps.Identity.Organisations;
using CustomerOps.Identity.People;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("organisations");
            organisation.HasMany(o => o.Branches).WithOne().HasForeignKey(b => b.OrganisationId);
            organisation.Navigation(o => o.Branches).AutoInclude();
        });
        modelBuilder.Entity<Branch>(branch => { branch.ToTable("branches"); branch.Property(b => b.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<Person>().ToTable("people");
        modelBuilder.Entity<ApiKey>().ToTable("api_keys");
        base.OnModelCreating(modelBuilder);
    }
}
