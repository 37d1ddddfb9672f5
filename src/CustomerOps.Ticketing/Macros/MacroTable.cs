using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Macros;

internal sealed class MacroTable : IEntityTypeConfiguration<Macro>
{
    public void Configure(EntityTypeBuilder<Macro> builder)
    {
        builder.ToTable("macros");
        builder.Property(m => m.Actions).AsJson();
    }
}

internal sealed class MacroRunTable : IEntityTypeConfiguration<MacroRun>
{
    public void Configure(EntityTypeBuilder<MacroRun> builder)
    {
        builder.ToTable("macro_runs").HasKey(r => new { r.TicketId, r.Id });
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
