using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Invitations;

/// <summary>What happened that a customer may be asked about, with the context that scores are later split by.</summary>
/// <param name="PersonId">Who served the customer.</param>
/// <param name="IsFollowUp">A case that an answer itself opened: never asked about.</param>
internal sealed record Trigger(
    TriggerKind Kind, Guid Id, DateTimeOffset At, Guid CustomerId, string CustomerName, string? Email, string Language, bool Consent,
    string? Branch, string? Channel = null, Guid? PersonId = null, string? PersonName = null, bool IsFollowUp = false);
