using System.Text.Json;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Drafts;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Outgoing;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Presences;
using CustomerOps.Ticketing.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Waiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>The tables of conversations, as far as their columns do not speak for themselves.</summary>
internal static class TicketTables
{
    public static void MapConversations(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Ticket>().Property(t => t.WaitEnd).HasConversion(new KebabConverter<WaitEnd>());
        modelBuilder.Entity<Presence>(presence => { presence.ToTable("presences").HasKey(p => new { p.TicketId, p.PersonId }); presence.Property(p => p.Activity).HasConversion(new KebabConverter<Activity>()); });
        modelBuilder.Entity<Draft>().ToTable("drafts").HasKey(d => new { d.TicketId, d.AuthorId });
        modelBuilder.Entity<Participant>(participant => { participant.ToTable("participants"); participant.Property(p => p.Id).ValueGeneratedNever(); participant.HasOne<Ticket>().WithMany().HasForeignKey(p => p.TicketId); });
        modelBuilder.Entity<TicketLink>(link => { link.ToTable("ticket_links"); link.Property(l => l.Id).ValueGeneratedNever(); link.HasOne<Ticket>().WithMany().HasForeignKey(l => l.FromId); link.HasOne<Ticket>().WithMany().HasForeignKey(l => l.ToId); link.Property(l => l.Kind).HasConversion(new KebabConverter<LinkKind>()); });
        modelBuilder.Entity<IncidentUpdate>(update =>
        {
            update.ToTable("incident_updates").Ignore(u => u.Solver);
            update.Property(u => u.Id).ValueGeneratedNever();
            Texts(update.Property(u => u.Texts));
        });
        modelBuilder.Entity<Attachment>().ToTable("attachments");
        modelBuilder.Entity<ScheduledMessage>().ToTable("scheduled_messages").Ignore(m => m.Author);
        modelBuilder.Entity<TicketQueue>(queue => { queue.ToTable("queues"); queue.Property(q => q.Reopening).HasConversion(new KebabConverter<Reopening>()); });
        modelBuilder.Entity<PendingReason>(reason =>
        {
            reason.ToTable("pending_reasons");
            reason.Property(r => r.Unit).HasConversion(new KebabConverter<ChaseUnit>());
            Texts(reason.Property(r => r.Texts));
        });
    }

    private static void Texts(PropertyBuilder<Dictionary<string, string>> texts) => texts.HasColumnType("jsonb").HasConversion(
        v => JsonSerializer.Serialize(v, JsonSerializerOptions.Web), v => JsonSerializer.Deserialize<Dictionary<string, string>>(v, JsonSerializerOptions.Web)!,
        new ValueComparer<Dictionary<string, string>>((a, b) => a!.Count == b!.Count && !a.Except(b).Any(), v => v.Count, v => new(v)));
}
