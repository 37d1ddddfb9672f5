namespace CustomerOps.Contracts.Partners;

/// <summary>
/// A call centre tells of a conversation it had. It stands on the customer's timeline; one that was not settled becomes a ticket of channel
/// phone besides.
/// </summary>
/// <param name="ExternalId">The call centre's own number of the contact; the same one twice is one contact.</param>
/// <param name="Notes">What was said, at most 100,000 characters.</param>
/// <param name="Settled">True when nothing is left to do.</param>
/// <param name="Agent">Who took the call, as the call centre names them.</param>
[Event("contact-logged.v1", fromPartner: true)]
public sealed record ContactLogged(
    string ExternalId, ContactCustomer Customer, string Subject, string Notes, bool Settled, DateTimeOffset StartedAt, string? Agent = null, int? DurationSeconds = null);

/// <param name="Email">Where it is known: then the contact is added to that customer.</param>
/// <param name="Language">BCP 47 tag.</param>
public sealed record ContactCustomer(string Name, string? Email = null, string? Language = null);
