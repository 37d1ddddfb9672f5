using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Identities;

/// <summary>External: the customer's number in another system, as <c>shop:12345</c>.</summary>
internal enum IdentityKind { Email, Phone, External }

/// <summary>One more address, phone or number by which a customer is known. Nobody else has it.</summary>
internal sealed class CustomerIdentity : ITenantOwned
{
    public const int MostOfOneCustomer = 50;

    private CustomerIdentity() { }

    public CustomerIdentity(Guid customerId, IdentityKind kind, string value, string? label, string addedBy, DateTimeOffset now) =>
        (CustomerId, Kind, Value, Label, AddedByName, AddedAt) = (customerId, kind, Normalise(kind, value), label, addedBy, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid CustomerId { get; private init; }
    public IdentityKind Kind { get; private init; }

    /// <summary>As it is compared: addresses in lower case, phones without spaces.</summary>
    public string Value { get; private init; } = "";
    public string? Label { get; private init; }
    public string AddedByName { get; private init; } = "";
    public DateTimeOffset AddedAt { get; private init; }

    public static string Normalise(IdentityKind kind, string value) => kind switch
    {
        IdentityKind.Email => EmailAddress.Read(value) ?? throw new RuleViolation("customer.unreadable-email", "That is no e-mail address.", "value"),
        IdentityKind.Phone => PhoneNumber.Read(value) ?? throw new RuleViolation("customer.unreadable-phone", "A phone number is 5 to 15 digits, with a + and the country's code where it is known.", "value"),
        _ => value.Trim(),
    };
}

internal sealed class CustomerIdentityTable : IEntityTypeConfiguration<CustomerIdentity>
{
    public void Configure(EntityTypeBuilder<CustomerIdentity> builder)
    {
        builder.ToTable("customer_identities");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasOne<Customer>().WithMany().HasForeignKey(i => i.CustomerId);
        builder.Property(i => i.Kind).HasConversion<KebabConverter<IdentityKind>>();
    }
}
