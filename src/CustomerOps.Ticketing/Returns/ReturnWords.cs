namespace CustomerOps.Ticketing.Returns;

/// <summary>What can be done with an order after it was placed.</summary>
internal enum OrderActionKind { Cancel, ChangeAddress, ChangePayment, ChangeItems, Return, Exchange, BillingCorrection, Expedite }

/// <summary>How an item comes back.</summary>
internal enum ItemCondition { Unopened, AsNew, Used, Damaged, Defective }

/// <summary>Where money may go back to: as it was paid; so or to a gift card the customer has; or to any method of the customer's.</summary>
internal enum RefundTarget { Original, OriginalOrGiftCard, Any }

/// <summary>What a person may let pass as an exception.</summary>
internal enum Waivable { Window, Condition, Reason, Papers }

internal enum DecisionOutcome { Allowed, NeedsApproval, Refused }

/// <summary>Approved is under way: goods are awaited. Completed has its money moved.</summary>
internal enum OrderActionState { AwaitingApproval, Approved, Completed, Declined, Withdrawn }

/// <summary>Who may approve, upwards. Stored and told as its role.</summary>
internal enum ApprovalRole { Senior, Specialist, Supervisor, Manager, Admin }
