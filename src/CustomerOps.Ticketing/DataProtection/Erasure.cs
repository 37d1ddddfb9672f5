using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>Why somebody is erased: article 17 of the GDPR, or the time the organisation keeps people is over.</summary>
internal enum ErasureBasis { Request, ConsentWithdrawn, NotNeeded, Unlawful, Retention }

internal enum ErasureState { Waiting, Erasing, Certified, Cancelled }

/// <param name="Rows">How many rows of which table were changed or removed.</param>
internal sealed record ErasedPart(string Service, DateTimeOffset ErasedAt, SortedDictionary<string, long> Rows);

/// <summary>A person is taken out of what every service keeps. It cannot be taken back once it has begun.</summary>
internal sealed class Erasure : Aggregate
{
    /// <summary>Each has its part.</summary>
    public static readonly IReadOnlyList<string> Services = ["identity", "knowledge-base", "staffing", "survey", "ticketing"];

    private Erasure() { }

    public Erasure(Guid customerId, IEnumerable<Guid> records, ErasureBasis basis, Author by, DateTimeOffset beginsAt, DateTimeOffset now) =>
        (CustomerId, Records, Basis, OrderedBy, OrderedByName, OrderedAt, BeginsAt) = (customerId, [.. records.Order()], basis, by.Id, by.Name, now, beginsAt);

    /// <summary>The record that stands for the person, one of <see cref="Records"/>.</summary>
    public Guid CustomerId { get; private init; }
    public Guid[] Records { get; private init; } = [];
    public ErasureBasis Basis { get; private init; }
    public ErasureState State { get; private set; }
    public Guid? OrderedBy { get; private init; }
    public string OrderedByName { get; private init; } = "";
    public DateTimeOffset OrderedAt { get; private init; }
    public DateTimeOffset BeginsAt { get; private set; }

    /// <summary>What was open when it should have begun; it is tried again a day later.</summary>
    public string[] HeldBecause { get; private set; } = [];
    public DateTimeOffset? BegunAt { get; private set; }
    public List<ErasedPart> Parts { get; private set; } = [];
    public DateTimeOffset? CertifiedAt { get; private set; }

    /// <summary>JWS.</summary>
    public string? Certificate { get; private set; }

    public bool IsUnderWay => State is ErasureState.Waiting or ErasureState.Erasing;

    public void Cancel()
    {
        if (State == ErasureState.Cancelled) return;
        RuleViolation.Unless(State == ErasureState.Waiting, "erasure.begun", "What has been erased does not come back.");
        State = ErasureState.Cancelled;
    }

    public void Hold(IEnumerable<string> because, DateTimeOffset until) => (HeldBecause, BeginsAt) = ([.. because], until);

    public void Begin(DateTimeOffset now) => (State, HeldBecause, BegunAt) = (ErasureState.Erasing, [], now);

    /// <returns>True where that was the last part. The same part again changes nothing.</returns>
    public bool Note(ErasedPart part)
    {
        if (State != ErasureState.Erasing || Parts.Exists(p => p.Service == part.Service)) return false;
        Parts = [.. Parts.Append(part).OrderBy(p => p.Service, StringComparer.Ordinal)];
        return Services.All(s => Parts.Exists(p => p.Service == s));
    }

    public void Certify(string certificate, DateTimeOffset now)
    {
        (State, Certificate, CertifiedAt) = (ErasureState.Certified, certificate, now);
        Raise(new CustomerErased(Id, CustomerId, Records, Kebab<ErasureBasis>.Of(Basis), now));
    }
}

/// <summary>It is time to erase; out of date when it was cancelled or put off.</summary>
[Due("begin-erasure")]
internal sealed record BeginErasureDue(Guid ErasureId);

internal sealed class ErasureTable : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> builder)
    {
        builder.ToTable("erasures");
        builder.Property(e => e.Basis).HasConversion<KebabConverter<ErasureBasis>>();
        builder.Property(e => e.State).HasConversion<KebabConverter<ErasureState>>();
        builder.Property(e => e.Parts).AsJson();
        builder.Ignore(e => e.IsUnderWay);
        builder.HasOne<Customer>().WithMany().HasForeignKey(e => e.CustomerId);
    }
}
