namespace CustomerOps.Contracts.Ticketing;

/// <summary>A customer said yes or no to being asked for feedback.</summary>
[Event("ticketing.customer-consent-changed.v1")]
public sealed record CustomerConsentChanged(Guid CustomerId, string? Email, bool SurveyConsent, DateTimeOffset ChangedAt);
