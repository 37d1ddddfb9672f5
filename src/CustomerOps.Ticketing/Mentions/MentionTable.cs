using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Mentions;

internal sealed class MentionTable : IEntityTypeConfiguration<Mention>
{
    public void Configure(EntityTypeBuilder<Mention> builder)
    {
        builder.ToTable("mentions").Property(m => m.Id).ValueGeneratedNever();
        // The note is stored before it is spoken of.
        builder.HasOne<Message>().WithMany().HasForeignKey(m => m.MessageId);
    }
}
