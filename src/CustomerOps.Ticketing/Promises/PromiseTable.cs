using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Promises;

internal sealed class PromiseTable : IEntityTypeConfiguration<CustomerPromise>
{
    public void Configure(EntityTypeBuilder<CustomerPromise> builder)
    {
        builder.ToTable("promises");
        builder.Ignore(p => p.IsLate);
        builder.Property(p => p.Kind).HasConversion<KebabConverter<PromiseKind>>();
        builder.Property(p => p.State).HasConversion<KebabConverter<PromiseState>>();
        TicketingDb.Json(builder.Property(p => p.Attempts));
    }
}
