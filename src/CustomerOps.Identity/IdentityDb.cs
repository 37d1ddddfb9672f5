using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.ApiKeys;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Organisations;
using CustomerOps.Identity.Partners;
using CustomerOps.Identity.People;
using CustomerOps.Identity.Providers;
using CustomerOps.Identity.Sessions;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Partner> Partners => Set<Partner>();
    public DbSet<SignInProvider> SignInProviders => Set<SignInProvider>();
    public DbSet<SignInDomain> SignInDomains => Set<SignInDomain>();
    public DbSet<ProviderLink> ProviderLinks => Set<ProviderLink>();

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<OneTimeLink> Links => Set<OneTimeLink>();
    public DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();
    public DbSet<AccessEntry> AccessLog => Set<AccessEntry>();

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
        modelBuilder.Entity<Partner>(partner => { partner.ToTable("partners"); partner.Ignore(p => p.CurrentUser).Ignore(p => p.PreviousUser); });
        modelBuilder.Entity<SignInProvider>(provider =>
        {
            provider.ToTable("sign_in_providers");
            provider.HasMany(p => p.Domains).WithOne().HasForeignKey(d => d.ProviderId);
            provider.Navigation(p => p.Domains).AutoInclude();
        });
        modelBuilder.Entity<SignInDomain>().ToTable("sign_in_domains").HasKey(d => d.Domain);
        modelBuilder.Entity<ProviderLink>(link =>
        {
            link.ToTable("provider_links").HasKey(l => new { l.TenantId, l.PersonId });
            link.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
        });
        // These are looked for before, or across, organisations: nobody's filter; row-level security shows them to the background only.
        modelBuilder.Entity<Account>(account => { account.ToTable("accounts"); account.Property(a => a.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<Session>(session => { session.ToTable("sessions"); session.Property(s => s.Id).ValueGeneratedNever(); session.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId); });
        modelBuilder.Entity<OneTimeLink>(link => { link.ToTable("one_time_links"); link.Property(l => l.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<SignInAttempt>(attempt => { attempt.ToTable("sign_in_attempts"); attempt.Property(a => a.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<AccessEntry>(entry => { entry.ToTable("access_log"); entry.Property(e => e.Id).ValueGeneratedNever(); });
        base.OnModelCreating(modelBuilder);
    }
}
