using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Responses;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Survey;

/// <summary>Survey's database as one organisation sees it.</summary>
internal sealed class SurveyDb(DbContextOptions<SurveyDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<CustomerSurvey> Surveys => Set<CustomerSurvey>();
    public DbSet<SurveyVersion> SurveyVersions => Set<SurveyVersion>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Response> Responses => Set<Response>();

    public async Task<CustomerSurvey> FindSurvey(Guid id, CancellationToken ct) =>
        await Surveys.SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFound("survey");

    /// <summary>The invitation, held until the transaction ends: whoever else wants to change it waits instead of failing.</summary>
    public Task<Invitation?> HoldInvitation(Guid id, CancellationToken ct) =>
        Invitations.FromSql($"select * from invitations where id = {id} for update").SingleOrDefaultAsync(ct);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Organisation>().ToTable("organisations").HasKey(o => o.TenantId);
        modelBuilder.Entity<CustomerSurvey>(survey =>
        {
            survey.ToTable("surveys");
            Lower(survey.Property(s => s.TriggerKind));
            Json(survey.Property(s => s.Definition), "json");
        });
        modelBuilder.Entity<SurveyVersion>(version =>
        {
            version.ToTable("survey_versions").HasKey(v => new { v.SurveyId, v.Number });
            version.HasOne<CustomerSurvey>().WithMany().HasForeignKey(v => v.SurveyId); // the survey is inserted before its version
            Lower(version.Property(v => v.Change));
            Json(version.Property(v => v.Definition), "json");
        });
        modelBuilder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations");
            Lower(invitation.Property(i => i.TriggerKind));
            Lower(invitation.Property(i => i.Status));
        });
        modelBuilder.Entity<Response>(response =>
        {
            response.ToTable("responses");
            Lower(response.Property(r => r.TriggerKind));
            Json(response.Property(r => r.Answers), "jsonb");
        });
        base.OnModelCreating(modelBuilder);
    }

    private static void Lower<T>(PropertyBuilder<T> property) where T : struct, Enum =>
        property.HasConversion(value => value.ToString().ToLowerInvariant(), text => Enum.Parse<T>(text, true));

    private static void Json<T>(PropertyBuilder<T> property, string type) where T : class =>
        property.HasColumnType(type).HasConversion(
            value => Write(value), text => JsonSerializer.Deserialize<T>(text, ContractJson.Options)!,
            new ValueComparer<T>((one, other) => Write(one!) == Write(other!), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);
}
