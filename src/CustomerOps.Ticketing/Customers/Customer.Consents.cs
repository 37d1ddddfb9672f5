using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Consents;

namespace CustomerOps.Ticketing.Customers;

/// <summary>What the customer agreed to, and how they want to be reached.</summary>
internal sealed partial class Customer
{
    /// <summary>Null while nobody asked.</summary>
    public Preferences? Preferences { get; private set; }

    public void Prefer(string? language, Preferences preferences)
    {
        MustBeSomebody();
        (Language, Preferences) = (language, preferences);
    }

    /// <summary>The newest word for that purpose and channel.</summary>
    public void Say(Statement said)
    {
        MustBeSomebody();
        if (said is { Purpose: ConsentPurpose.Survey, Channel: ConsentChannel.Email }) SetConsent(said.Given, said.At);
        else Chronicle(Id, "consent-changed", $"{(said.Given ? "Agreed to" : "Said no to")} {Kebab<ConsentPurpose>.Of(said.Purpose)} by {Kebab<ConsentChannel>.Of(said.Channel)}", said.At);
        Raise(new CustomerConsentSaid(Id, Kebab<ConsentPurpose>.Of(said.Purpose), Kebab<ConsentChannel>.Of(said.Channel), said.Given, Kebab<ConsentSource>.Of(said.Source), said.TextVersion, said.At));
    }
}
