using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Customers;

internal static class PartnerCustomer
{
    private static readonly EmailAddressAttribute Address = new();
    private static readonly LanguageTagAttribute Tag = new();

    /// <summary>What partners' messages say of a customer is held to what the routes demand.</summary>
    public static void Check(string? email, string name, string? language, string? branch)
    {
        RuleViolation.Unless(email is null || (Address.IsValid(email) && TextAttribute.Fits(email, 254)), "customer.unreadable-email", "The customer's e-mail address is none.");
        RuleViolation.Unless(TextAttribute.Fits(name, 200), "customer.nameless", "A customer has a name of at most 200 characters.");
        RuleViolation.Unless(Tag.IsValid(language) && (branch is null || TextAttribute.Fits(branch, 50)), "customer.unreadable", "language is a BCP 47 tag, branch a branch's code.");
    }
}
