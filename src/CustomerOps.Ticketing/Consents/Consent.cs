using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Consents;

/// <summary>Survey: be asked for feedback. Reminder: be reminded of a ticket that waits for the customer. Profiling: be shown what fits one's past.</summary>
internal enum ConsentPurpose { Survey, Reminder, Marketing, ProductNews, Profiling }

internal enum ConsentChannel { Email, Phone, Sms, Chat, Post }

/// <summary>Who or what it was heard from. Staff: somebody decided it for the customer. Register, survey-link: told by the shop's register and by the link in a survey mail.</summary>
internal enum ConsentSource { Customer, Staff, Contract, Register, SurveyLink }

/// <summary>What is said for a purpose by a channel.</summary>
internal sealed record Statement(ConsentPurpose Purpose, ConsentChannel Channel, bool Given, ConsentSource Source, string? TextVersion, Author By, DateTimeOffset At)
{
    public static Statement Survey(bool given, ConsentSource source, Author by, DateTimeOffset at) => new(ConsentPurpose.Survey, ConsentChannel.Email, given, source, null, by, at);
}

/// <summary>One statement on one record; kept when a newer one takes its place.</summary>
internal sealed class Consent : ITenantOwned
{
    private Consent() { }

    public Consent(Guid customerId, Statement said)
    {
        (CustomerId, Purpose, Channel, Given, Source, TextVersion) = (customerId, said.Purpose, said.Channel, said.Given, said.Source, said.TextVersion?.Trim());
        (SaidBy, SaidByName, SaidAt) = (said.By.Id, said.By.Name, said.At);
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid CustomerId { get; private init; }
    public ConsentPurpose Purpose { get; private init; }
    public ConsentChannel Channel { get; private init; }
    public bool Given { get; private init; }
    public ConsentSource Source { get; private init; }

    /// <summary>Which text the customer saw.</summary>
    public string? TextVersion { get; private init; }
    public Guid? SaidBy { get; private init; }
    public string SaidByName { get; private init; } = "";
    public DateTimeOffset SaidAt { get; private init; }

    public bool Says(Statement said) => Given == said.Given && Source == said.Source && TextVersion == said.TextVersion?.Trim();
}

internal sealed class ConsentTable : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("customer_consents");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Purpose).HasConversion<KebabConverter<ConsentPurpose>>();
        builder.Property(c => c.Channel).HasConversion<KebabConverter<ConsentChannel>>();
        builder.Property(c => c.Source).HasConversion<KebabConverter<ConsentSource>>();
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId);
    }
}
