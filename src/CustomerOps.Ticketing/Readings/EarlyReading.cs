using CustomerOps.Contracts.KnowledgeBase;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Readings;

/// <summary>Somebody read an article who is no customer here yet: word of them may be on its way, or they write when the article did not help.</summary>
internal sealed class EarlyReading : ITenantOwned
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(22)];

    private EarlyReading() { }

    public static EarlyReading Of(ArticleRead told) => new()
    {
        Id = told.ReadingId, ArticleId = told.ArticleId, CustomerId = told.CustomerId, Email = EmailAddress.Normalise(told.CustomerEmail), Title = told.Title, ReadAt = told.ReadAt.ToUniversalTime(),
    };

    public Guid Id { get; private init; }
    public Guid TenantId { get; set; }
    public Guid ArticleId { get; private init; }
    public Guid? CustomerId { get; private init; }
    public string? Email { get; private init; }
    public string Title { get; private init; } = "";
    public DateTimeOffset ReadAt { get; private init; }

    /// <summary>How often it was looked for the customer.</summary>
    public int Looks { get; private set; }

    /// <returns>How long to wait for the next look; null when it was looked often enough.</returns>
    public TimeSpan? LookAgain() => Looks < Waits.Length ? Waits[Looks++] : null;
}

internal sealed class EarlyReadingTable : IEntityTypeConfiguration<EarlyReading>
{
    public void Configure(EntityTypeBuilder<EarlyReading> builder)
    {
        builder.ToTable("early_readings");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
