using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>What handing up needs of the host, in one place.</summary>
internal static class EscalationSetUp
{
    public static IServiceCollection AddEscalations(this IServiceCollection services) => services.AddSingleton<EscalationRulebook>();

    public static Subscriptions<TicketingDb> ToEscalations(this Subscriptions<TicketingDb> listen) => listen
        .WhenMany<CheckEscalation, FireRules>().When<ReviewEscalations, LayOutEscalations>().When<CallNext, CallInTurn>();
}

internal sealed class EscalationTables : IEntityTypeConfiguration<EscalationRule>, IEntityTypeConfiguration<Watch>, IEntityTypeConfiguration<ManagerCall>, IEntityTypeConfiguration<EscalationLine>, IEntityTypeConfiguration<Holding>
{
    public void Configure(EntityTypeBuilder<EscalationRule> builder)
    {
        builder.ToTable("escalation_rules");
        builder.Property(r => r.Spec).AsJson();
    }

    public void Configure(EntityTypeBuilder<Watch> builder) => builder.ToTable("escalation_watches").HasKey(w => w.TicketId);

    public void Configure(EntityTypeBuilder<ManagerCall> builder)
    {
        builder.ToTable("manager_calls");
        builder.Property(c => c.State).HasConversion(new KebabConverter<CallState>());
        builder.Property(c => c.Calls).AsJson();
    }

    public void Configure(EntityTypeBuilder<EscalationLine> builder) => builder.ToTable("escalation_lines");

    public void Configure(EntityTypeBuilder<Holding> builder)
    {
        builder.ToTable("holdings");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.HasOne<Tickets.Ticket>().WithMany().HasForeignKey(h => h.TicketId);
    }
}
