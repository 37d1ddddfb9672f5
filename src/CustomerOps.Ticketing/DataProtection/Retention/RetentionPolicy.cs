using CustomerOps.Messaging;
using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.DataProtection.Retention;

/// <summary>How long an organisation keeps what, in months; null: for ever.</summary>
internal sealed class RetentionPolicy : Aggregate
{
    /// <summary>Files, after their ticket was closed.</summary>
    public int? AttachmentsMonths { get; private set; }

    /// <summary>What was said and written on a ticket, after it was closed. The ticket counts on.</summary>
    public int? ConversationsMonths { get; private set; }

    /// <summary>A person, after anything last happened with them: they are erased in all services.</summary>
    public int? CustomersMonths { get; private set; }
    public string SetByName { get; private set; } = "";
    public DateTimeOffset SetAt { get; private set; }

    public bool ForgetsAnything => (AttachmentsMonths ?? ConversationsMonths ?? CustomersMonths) is not null;

    public void Set(int? attachments, int? conversations, int? customers, Author by, DateTimeOffset now) =>
        (AttachmentsMonths, ConversationsMonths, CustomersMonths, SetByName, SetAt) = (attachments, conversations, customers, by.Name, now);
}

/// <summary>What is kept too long is forgotten; out of date when another policy was set.</summary>
[Due("forget-what-is-old")]
internal sealed record ForgetWhatIsOldDue(int PolicyVersion);

internal sealed class RetentionPolicyTable : IEntityTypeConfiguration<RetentionPolicy>
{
    public void Configure(EntityTypeBuilder<RetentionPolicy> builder)
    {
        builder.ToTable("retention_policies");
        builder.Ignore(p => p.ForgetsAnything);
    }
}
