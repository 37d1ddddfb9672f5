namespace CustomerOps.Ticketing.Promises;

internal enum PromiseKind { CallBack, Answer, Delivery, Refund, Other }

/// <summary>Kept says what was done; settled, that its ticket stayed solved.</summary>
internal enum PromiseState { Open, Kept, Settled, Withdrawn }

/// <summary>What came of a call.</summary>
internal enum CallOutcome { Reached, NoAnswer, Busy, Voicemail, WrongNumber }

/// <summary>A try to reach the customer.</summary>
internal sealed record CallAttempt(DateTimeOffset At, Guid? ById, string ByName, CallOutcome Outcome, string? Note);
