namespace CustomerOps.Ticketing.Customers;

/// <summary>One customer per address: addresses are compared, stored and asked for in lower case.</summary>
internal static class EmailAddress
{
    private static readonly System.ComponentModel.DataAnnotations.EmailAddressAttribute Valid = new();

    /// <summary>As it is compared, or null for what is none.</summary>
    public static string? Read(string said) => Normalise(said) is { Length: <= 254 } address && Valid.IsValid(address) ? address : null;

#pragma warning disable CA1308 // Addresses are shown to people as they write them: in lower case.
    public static string? Normalise(string? email) => string.IsNullOrWhiteSpace(email) ? null : email.Trim().ToLowerInvariant();
#pragma warning restore CA1308
}
