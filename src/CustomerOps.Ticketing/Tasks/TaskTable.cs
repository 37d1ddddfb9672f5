using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Tasks;

internal sealed class TaskTable : IEntityTypeConfiguration<TicketTask>
{
    public void Configure(EntityTypeBuilder<TicketTask> builder)
    {
        builder.ToTable("tasks");
        builder.Property(t => t.State).HasConversion<KebabConverter<TaskState>>();
        TicketingDb.OfTheDatabase(builder.Property(t => t.DueOrder));
    }
}
