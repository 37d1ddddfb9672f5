using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Returns;

namespace CustomerOps.Ticketing.Customers;

/// <summary>Somebody the organisation serves, known by e-mail address where there is one.</summary>
internal sealed partial class Customer : Chronicled
{
    private Customer() { }

    public Customer(string? email, string? name, string? language, string? branch, DateTimeOffset now)
    {
        Email = EmailAddress.Normalise(email);
        RuleViolation.Unless(Email is not null || !string.IsNullOrWhiteSpace(name), "customer.nameless", "A customer has an e-mail address or a name.", "requester");
        Name = string.IsNullOrWhiteSpace(name) ? Email! : name.Trim();
        (Language, Branch, CreatedAt) = (language, branch, now);
    }

    public string? Email { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>BCP 47; null until the customer or an order tells it.</summary>
    public string? Language { get; private set; }
    public string? Branch { get; private set; }
    public bool SurveyConsent { get; private set; } = true;
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What they can pay with, as the shop told it last.</summary>
    public List<PaymentMethod> PaymentMethods { get; private set; } = [];

    /// <summary>When the organisation's customer register changed what it said last.</summary>
    public DateTimeOffset? RegisteredAt { get; private set; }

    /// <summary>When the person was taken out of it; from then on nothing is kept here of anybody.</summary>
    public DateTimeOffset? ErasedAt { get; private init; }

    /// <summary>Nothing is put on a record that is nobody's any more.</summary>
    public void MustBeSomebody() => RuleViolation.Unless(ErasedAt is null, "customer.erased", "The customer was erased.");

    /// <summary>What a contact tells: fills what is not known yet, changes nothing that is.</summary>
    public void Hear(string? name, string? language)
    {
        if (Name == Email && !string.IsNullOrWhiteSpace(name)) Name = name.Trim();
        Language ??= language;
    }

    /// <summary>What an order tells: the shop's record is the better one.</summary>
    public void Learn(string name, string? language, string? branch) =>
        (Name, Language, Branch) = (name.Trim(), language ?? Language, branch ?? Branch);

    public void PayBy(IReadOnlyList<PaymentMethod>? methods)
    {
        if (ErasedAt is null && methods is not null && !methods.SequenceEqual(PaymentMethods)) PaymentMethods = [.. methods];
    }

    /// <summary>What the organisation's customer register tells.</summary>
    /// <returns>False where it told something newer before.</returns>
    public bool Register(string name, string? language, string? branch, DateTimeOffset changedAt)
    {
        if (RegisteredAt >= changedAt) return false;
        RegisteredAt = changedAt;
        Learn(name, language, branch);
        return true;
    }

    private void SetConsent(bool surveyConsent, DateTimeOffset now)
    {
        MustBeSomebody();
        if (SurveyConsent == surveyConsent) return;
        SurveyConsent = surveyConsent;
        Chronicle(Id, "consent-changed", surveyConsent ? "Agreed to be asked for feedback" : "Does not want to be asked for feedback", now);
        Raise(new CustomerConsentChanged(Id, Email, surveyConsent, now));
    }

    public TicketCustomer ForEvents(string language) => new(Id, Name, Email, Language ?? language, SurveyConsent);
}
