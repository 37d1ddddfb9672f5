using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.HandlingNotes;

/// <summary>What everybody who serves a customer has to know: "deaf, write do not call". Who must have read it answers the customer only then.</summary>
internal sealed class HandlingNote : Aggregate
{
    public const int MostOfOneCustomer = 20;

    private HandlingNote() { }

    public HandlingNote(Guid customerId, string text, bool mustAcknowledge, DateTimeOffset? expiresAt, Author by, DateTimeOffset now)
    {
        (CustomerId, CreatedBy, CreatedByName, CreatedAt) = (customerId, by.Id, by.Name, now);
        Write(text, mustAcknowledge, expiresAt, now);
    }

    public Guid CustomerId { get; private init; }
    public string Text { get; private set; } = "";
    public bool MustAcknowledge { get; private set; }

    /// <summary>From then on it holds no more; null: until it is removed.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }
    public Guid? CreatedBy { get; private init; }
    public string CreatedByName { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public List<NoteReader> Readers { get; private init; } = [];

    /// <returns>True when it says something new, which everybody reads anew.</returns>
    public bool Write(string text, bool mustAcknowledge, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        RuleViolation.Unless(expiresAt is null || expiresAt > now, "handling-note.past", "A note holds until a time to come.", "expiresAt");
        var isNew = Text != text.Trim();
        (Text, MustAcknowledge, ExpiresAt) = (text.Trim(), mustAcknowledge, expiresAt);
        if (isNew) Readers.Clear();
        return isNew;
    }

    /// <summary>Read again, it was read when it was read first.</summary>
    public void ReadBy(Guid personId, string name, DateTimeOffset now)
    {
        if (Readers.Exists(r => r.PersonId == personId)) return;
        Readers.Add(new NoteReader { NoteId = Id, PersonId = personId, Name = name, ReadAt = now });
    }
}

/// <summary>Who has read a note.</summary>
internal sealed class NoteReader : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid NoteId { get; init; }
    public Guid PersonId { get; init; }
    public string Name { get; init; } = "";
    public DateTimeOffset ReadAt { get; init; }
}

internal sealed class HandlingNoteTables : IEntityTypeConfiguration<HandlingNote>, IEntityTypeConfiguration<NoteReader>
{
    public void Configure(EntityTypeBuilder<HandlingNote> builder)
    {
        builder.ToTable("handling_notes");
        builder.HasMany(n => n.Readers).WithOne().HasForeignKey(r => r.NoteId);
    }

    public void Configure(EntityTypeBuilder<NoteReader> builder) => builder.ToTable("handling_note_readers").HasKey(r => new { r.TenantId, r.NoteId, r.PersonId });
}
