namespace CustomerOps.Contracts.Partners;

/// <summary>A partner's customer register tells who a customer is now. The newest word counts, whatever order messages arrive in.</summary>
/// <param name="Email">Who it is: one customer per address.</param>
/// <param name="Language">BCP 47 tag; what is not said stays as it is.</param>
/// <param name="Branch">Code of the branch that serves the customer.</param>
/// <param name="SurveyConsent">May the customer be asked for feedback? Not said: as before.</param>
/// <param name="ChangedAt">When the register changed.</param>
[Event("customer-upserted.v1", fromPartner: true)]
public sealed record CustomerUpserted(
    string Email, string Name, DateTimeOffset ChangedAt, string? Language = null, string? Branch = null, bool? SurveyConsent = null);
