using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Webhooks;

internal sealed class WebhookTables : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<QueuedDelivery>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(w => w.DisabledBecause).HasConversion(new KebabConverter<DisabledBecause>());
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.State).HasConversion(new KebabConverter<DeliveryState>());
        builder.Property(d => d.Attempts).AsJson();
    }

    public void Configure(EntityTypeBuilder<QueuedDelivery> builder)
    {
        builder.ToTable("webhook_queue").HasKey(q => q.Seq);
        builder.Property(q => q.Seq).UseIdentityAlwaysColumn();
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(q => q.DeliveryId);
    }
}
