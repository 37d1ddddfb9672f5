using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Where a file belongs that a mail has named, until its content is here too.</summary>
internal sealed class MailFile : ITenantOwned
{
    private MailFile() { }

    public MailFile(Guid id, Guid ticketId, Guid messageId, string name, string type) => (Id, TicketId, MessageId, Name, Type) = (id, ticketId, messageId, name, type);

    /// <summary>Becomes the attachment's.</summary>
    public Guid Id { get; private init; }
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Guid MessageId { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>As the mail states it.</summary>
    public string Type { get; private init; } = "";
}

internal sealed class MailFileMapping : IEntityTypeConfiguration<MailFile>
{
    public void Configure(EntityTypeBuilder<MailFile> builder)
    {
        builder.ToTable("mail_files");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.HasOne<Tickets.Ticket>().WithMany().HasForeignKey(f => f.TicketId);
    }
}
