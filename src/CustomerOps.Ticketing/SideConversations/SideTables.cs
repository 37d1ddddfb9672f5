using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.SideConversations;

internal sealed class SideConversationTable : IEntityTypeConfiguration<SideConversation>
{
    public void Configure(EntityTypeBuilder<SideConversation> builder) => builder.ToTable("side_conversations");
}

internal sealed class SideMessageTable : IEntityTypeConfiguration<SideMessage>
{
    public void Configure(EntityTypeBuilder<SideMessage> builder)
    {
        builder.ToTable("side_messages").Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.AuthorKind).HasConversion<KebabConverter<SideAuthor>>();
        builder.HasOne<SideConversation>().WithMany().HasForeignKey(m => m.SideConversationId);
    }
}

internal sealed class SidePersonTable : IEntityTypeConfiguration<SidePerson>
{
    public void Configure(EntityTypeBuilder<SidePerson> builder)
    {
        builder.ToTable("side_people").HasKey(p => new { p.PersonId, p.SideConversationId });
        builder.HasOne<SideConversation>().WithMany().HasForeignKey(p => p.SideConversationId);
    }
}
