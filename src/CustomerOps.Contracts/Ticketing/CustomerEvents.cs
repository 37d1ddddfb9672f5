namespace CustomerOps.Contracts.Ticketing;

/// <summary>A customer said yes or no to being asked for feedback.</summary>
[Event("ticketing.customer-consent-changed.v1")]
public sealed record CustomerConsentChanged(Guid CustomerId, string? Email, bool SurveyConsent, DateTimeOffset ChangedAt);

/// <summary>Two customer records turned out to be one person. Nothing moved: what belongs to a record still names that record.</summary>
/// <param name="CustomerId">The record that was merged.</param>
/// <param name="IntoCustomerId">The one it was merged into.</param>
/// <param name="PersonId">The record that stands for the person from now on; <paramref name="Records"/> are those it did not stand for before.</param>
[Event("ticketing.customer-merged.v1")]
public sealed record CustomerMerged(
    Guid MergeId, Guid CustomerId, Guid IntoCustomerId, Guid PersonId, IReadOnlyList<Guid> Records, Guid? MergedBy, string MergedByName, DateTimeOffset MergedAt);

/// <summary>They were two after all: a merge was taken back.</summary>
/// <param name="CustomerId">The record that had been merged; from now on it stands for <paramref name="Records"/>, itself among them.</param>
/// <param name="FromCustomerId">The one it had been merged into.</param>
[Event("ticketing.customer-unmerged.v1")]
public sealed record CustomerUnmerged(
    Guid MergeId, Guid CustomerId, Guid FromCustomerId, IReadOnlyList<Guid> Records, Guid? UnmergedBy, string UnmergedByName, DateTimeOffset UnmergedAt);

/// <summary>A customer agreed to something, or took it back; the newest word for a purpose and channel holds.</summary>
/// <param name="Purpose"><c>survey</c>, <c>reminder</c>, <c>marketing</c>, <c>product-news</c>, <c>profiling</c>.</param>
/// <param name="Channel"><c>email</c>, <c>phone</c>, <c>sms</c>, <c>chat</c>, <c>post</c>.</param>
/// <param name="Source">Who it was heard from: <c>customer</c>, <c>staff</c>, <c>contract</c>, <c>register</c>, <c>survey-link</c>.</param>
/// <param name="TextVersion">Which text the customer saw.</param>
[Event("ticketing.customer-consent-said.v1")]
public sealed record CustomerConsentSaid(Guid CustomerId, string Purpose, string Channel, bool Given, string Source, string? TextVersion, DateTimeOffset SaidAt);

/// <summary>Values of the organisation's own fields of a customer changed; what they are now, <c>GET /customers/{id}</c> says to who may read it.</summary>
/// <param name="Fields">The keys of those that changed.</param>
[Event("ticketing.customer-fields-changed.v1")]
public sealed record CustomerFieldsChanged(Guid CustomerId, IReadOnlyList<string> Fields, DateTimeOffset ChangedAt);
