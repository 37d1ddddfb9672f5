using System.Text.Json;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Staffing.Availability;
using CustomerOps.Staffing.Branches;
using CustomerOps.Staffing.Forecasts;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Rotas;
using CustomerOps.Staffing.Skills;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Staffing;

/// <summary>Staffing as one organisation sees it. Arrivals are counted in plain SQL and have no entity.</summary>
internal sealed class StaffingDb(DbContextOptions<StaffingDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Branch> Branches => Set<Branch>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<PersonSkill> Skills => Set<PersonSkill>();
    public DbSet<Forecast> Forecasts => Set<Forecast>();
    public DbSet<Rota> Rotas => Set<Rota>();
    public DbSet<Shift> Shifts => Set<Shift>();
    public DbSet<Absence> Absences => Set<Absence>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Organisation>().ToTable("organisations").Property(o => o.Id).ValueGeneratedNever();
        modelBuilder.Entity<Branch>().ToTable("branches").HasKey(b => new { b.TenantId, b.Code });
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("people");
            person.Property(p => p.Tier).HasConversion<int>();
            AsJson(person.Property(p => p.Contract));
            person.HasMany(p => p.Skills).WithOne().HasForeignKey(s => s.PersonId);
        });
        modelBuilder.Entity<PersonSkill>().ToTable("person_skills").HasKey(s => new { s.PersonId, s.Skill });
        modelBuilder.Entity<Forecast>(forecast =>
        {
            forecast.ToTable("forecasts");
            AsJson(forecast.Property(f => f.Basis));
            AsJson(forecast.Property(f => f.Intervals));
        });
        modelBuilder.Entity<Rota>(rota =>
        {
            rota.ToTable("rotas");
            AsJson(rota.Property(r => r.Plan));
        });
        modelBuilder.Entity<Shift>(shift =>
        {
            shift.ToTable("shifts");
            shift.Property(s => s.Origin).HasConversion<string>();
            shift.Property(s => s.State).HasConversion<string>();
        });
        modelBuilder.Entity<Absence>().ToTable("absences").HasKey(a => a.PersonId);
        base.OnModelCreating(modelBuilder);
    }

    /// <summary>A document that is written and read whole.</summary>
    private static void AsJson<T>(PropertyBuilder<T> property) where T : class => property.HasColumnType("jsonb").HasConversion(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!);

    /// <summary>Shifts of an organisation are written one transaction after the other, so that two of them cannot break a rule together.</summary>
    public Task LockShifts(CancellationToken stop) => Lock("shifts", stop);
}
