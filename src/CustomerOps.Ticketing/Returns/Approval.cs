using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Returns;

/// <summary>What costs is approved by amount, by somebody else.</summary>
internal static class Approval
{
    /// <returns>The role that has to approve so much, or null.</returns>
    public static ApprovalRole? ApproverOf(this IEnumerable<ApprovalLimit> limits, decimal amount) => limits.Where(l => amount > l.Above).Select(l => (ApprovalRole?)l.Role).Max();

    /// <summary>The highest the caller has. Each role of ours that may approve has the name of its rank.</summary>
    public static ApprovalRole? Rank(this Caller caller) => Enum.GetValues<ApprovalRole>().Where(r => caller.Is(Kebab<ApprovalRole>.Of(r))).Select(r => (ApprovalRole?)r).Max();

    /// <summary>Never one's own, and by the role it needs or a higher one.</summary>
    public static void Check(string of, ApprovalRole? approver, Guid? askedBy, Author by, ApprovalRole? has)
    {
        RuleViolation.Unless(by.Id != askedBy, $"{of}.own-approval", "Nobody decides what they asked for themselves.");
        RuleViolation.Unless(has >= approver, $"{of}.approval-role", $"This is decided by a {Kebab<ApprovalRole>.Of(approver!.Value)} or higher.");
    }
}
