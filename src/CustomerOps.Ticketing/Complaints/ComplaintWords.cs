namespace CustomerOps.Ticketing.Complaints;

/// <summary>How much the customer was harmed, or what may follow from it.</summary>
internal enum Severity { Low, Medium, High, Critical }

internal enum ComplaintState { Registered, Acknowledged, Investigating, Answered, Closed }

internal enum ComplaintOutcome { Upheld, PartlyUpheld, NotUpheld, Withdrawn }

internal enum RemedyKind { Apology, Explanation, Correction, Replacement, Refund, Discount, Voucher, Other }

/// <summary>Agreed counts; the customer is told of nothing else.</summary>
internal enum RemedyState { Agreed, AwaitingApproval, Declined, Withdrawn }

/// <summary>What an earlier complaint has in common with this one.</summary>
internal enum Likeness { SameCustomer, SameCause, SameProduct }

/// <summary>What a complaint is owed by a time.</summary>
internal enum ComplaintDuty { Acknowledgement, Answer }

internal enum TermUnit { BusinessHours, BusinessDays, CalendarDays }
