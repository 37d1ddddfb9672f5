namespace CustomerOps.Contracts.DataProtection;

/// <summary>Every service takes this person out of what it keeps, and says so with <see cref="PartErased"/>. In house only: it holds what is to be forgotten.</summary>
/// <param name="Customers">All customer records of the person.</param>
/// <param name="Cases">Their tickets.</param>
/// <param name="Addresses">E-mail addresses, in lower case.</param>
/// <param name="Words">Regular expression of what tells the person from others, wherever it stands; case does not count.</param>
[Event("data-protection.erasure-ordered.v1", inHouse: true)]
public sealed record ErasureOrdered(
    Guid ErasureId, IReadOnlyList<Guid> Customers, IReadOnlyList<Guid> Cases, IReadOnlyList<string> Addresses, string Words, DateTimeOffset OrderedAt);

/// <summary>One service has erased its part.</summary>
/// <param name="Service">As in the app model: <c>survey</c>.</param>
/// <param name="Rows">How many rows of which table were changed or removed.</param>
[Event("data-protection.part-erased.v1", inHouse: true)]
public sealed record PartErased(Guid ErasureId, string Service, IReadOnlyDictionary<string, long> Rows, DateTimeOffset ErasedAt);

/// <summary>A person was erased in all services: whoever keeps copies erases theirs.</summary>
/// <param name="CustomerId">The record that stood for the person, one of <paramref name="Records"/>.</param>
/// <param name="Basis"><c>request</c>, <c>consent-withdrawn</c>, <c>not-needed</c>, <c>unlawful</c>, <c>retention</c>.</param>
[Event("data-protection.customer-erased.v1")]
public sealed record CustomerErased(Guid ErasureId, Guid CustomerId, IReadOnlyList<Guid> Records, string Basis, DateTimeOffset ErasedAt);
