using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Views;

internal sealed class ViewTable : IEntityTypeConfiguration<View>
{
    public void Configure(EntityTypeBuilder<View> builder)
    {
        builder.ToTable("views");
        builder.Property(v => v.Filter).AsJson();
    }
}
