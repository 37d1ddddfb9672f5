using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Does steps to tickets when something happens to them. Triggers stand in an order; one that is changed is a new version of itself, and works only while it is active.</summary>
internal sealed class Trigger : Aggregate, IPlaced
{
    /// <summary>An organisation has so many at most.</summary>
    public const int Most = 100;

    private Trigger() { }

    public Trigger(string name, TriggerSpec spec, int position, DateTimeOffset now)
    {
        (Position, CreatedAt) = (position, now);
        Set(name, spec);
    }

    public string Name { get; private set; } = "";
    public int Position { get; private set; }
    public TriggerSpec Spec { get; private set; } = null!;

    /// <summary>Which version of its words it is, from 1; firings name it.</summary>
    public int Revision { get; private set; }
    public bool Active { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <returns>False when nothing is different.</returns>
    public bool Set(string name, TriggerSpec spec)
    {
        var put = spec.Checked();
        if (Spec is not null && Name == name.Trim() && StoredJson.Same(Spec, put)) return false;
        (Name, Spec) = (name.Trim(), put);
        Revision++;
        return true;
    }

    public void Activate() => Active = true;

    public void Rest() => Active = false;

    public void MoveTo(int position) => Position = position;
}

/// <summary>A trigger as it was from a moment on.</summary>
internal sealed class TriggerVersion : ITenantOwned
{
    private TriggerVersion() { }

    public TriggerVersion(Trigger trigger, Author by, DateTimeOffset now) =>
        (TriggerId, Revision, Name, Spec, ChangedBy, ChangedByName, ChangedAt) = (trigger.Id, trigger.Revision, trigger.Name, trigger.Spec, by.Id, by.Name, now);

    public Guid TenantId { get; set; }
    public Guid TriggerId { get; private init; }
    public int Revision { get; private init; }
    public string Name { get; private init; } = "";
    public TriggerSpec Spec { get; private init; } = null!;
    public Guid? ChangedBy { get; private init; }
    public string ChangedByName { get; private init; } = "";
    public DateTimeOffset ChangedAt { get; private init; }
}

internal sealed class TriggerTables : IEntityTypeConfiguration<Trigger>, IEntityTypeConfiguration<TriggerVersion>, IEntityTypeConfiguration<Firing>
{
    public void Configure(EntityTypeBuilder<Trigger> builder)
    {
        builder.ToTable("triggers");
        builder.Property(t => t.Spec).AsJson();
    }

    public void Configure(EntityTypeBuilder<TriggerVersion> builder)
    {
        builder.ToTable("trigger_versions").HasKey(v => new { v.TriggerId, v.Revision });
        builder.Property(v => v.Spec).AsJson();
    }

    public void Configure(EntityTypeBuilder<Firing> builder)
    {
        builder.ToTable("trigger_firings");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Saw).AsJson();
        builder.Property(f => f.Changes).AsJson();
        builder.Property(f => f.Outcome).HasConversion(new KebabConverter<FiringOutcome>());
        builder.HasOne<Ticket>().WithMany().HasForeignKey(f => f.TicketId);
    }
}
