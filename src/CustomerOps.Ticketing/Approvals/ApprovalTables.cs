using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Approvals;

internal sealed class ApprovalTables : IEntityTypeConfiguration<ApprovalRules>, IEntityTypeConfiguration<TicketApproval>, IEntityTypeConfiguration<ApprovalDelegation>
{
    public void Configure(EntityTypeBuilder<ApprovalRules> builder)
    {
        builder.ToTable("approval_rules");
        builder.Property(r => r.Rules).AsJson();
    }

    public void Configure(EntityTypeBuilder<TicketApproval> builder)
    {
        builder.ToTable("approvals");
        builder.Property(a => a.State).HasConversion(new KebabConverter<ApprovalState>());
        builder.Property(a => a.Decisions).AsJson();
    }

    public void Configure(EntityTypeBuilder<ApprovalDelegation> builder) => builder.ToTable("approval_delegations").HasKey(d => d.PersonId);
}
