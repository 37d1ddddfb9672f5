using CustomerOps.Contracts;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Messaging.Tests.Probe;

/// <summary>The smallest service there can be: takes notes, tells of them, and records what reaches it.</summary>
public sealed class ProbeDb(DbContextOptions<ProbeDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>().ToTable("notes");
        modelBuilder.Entity<Effect>().ToTable("effects");
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class Note : Aggregate
{
    public string Text { get; private set; } = "";

    public static Note Take(string text)
    {
        var note = new Note { Text = text };
        note.Raise(new NoteTaken(note.Id, text));
        return note;
    }
}

public sealed class Effect : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public string What { get; init; } = "";
}

[Event("probe.note-taken.v1")]
public sealed record NoteTaken(Guid NoteId, string Text);

[Due("remember")]
public sealed record Remember(string What);

/// <summary>"refuse" breaks a rule, "stumble" fails until a file says otherwise.</summary>
public sealed class RecordNote(ProbeDb db) : IEventHandler<NoteTaken>
{
    public static bool Stumbles { get; set; }

    public Task Handle(NoteTaken told, EventFacts facts, CancellationToken cancellationToken)
    {
        RuleViolation.Unless(told.Text != "refuse", "note.refused", "Refused.");
        if (told.Text == "stumble" && Stumbles) throw new InvalidOperationException("Stumbled.");
        db.Add(new Effect { What = told.Text });
        return Task.CompletedTask;
    }
}

public sealed class RecordMemory(ProbeDb db) : IDueHandler<Remember>
{
    public Task Handle(Remember message, CancellationToken cancellationToken)
    {
        db.Add(new Effect { What = message.What });
        return Task.CompletedTask;
    }
}
