using System.ComponentModel.DataAnnotations;
using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Readings;

/// <summary>The customer who read, by one of both at least.</summary>
/// <param name="CustomerId">As <c>/customers</c> has it.</param>
internal sealed record Reader(Guid? CustomerId = null, [EmailAddress, StringLength(254)] string? Email = null)
{
#pragma warning disable CA1308 // Addresses are kept as people write them: in lower case.
    /// <summary>Customers who are signed in read for themselves; others say who did.</summary>
    public static Reader Of(Caller caller, Reader? said)
    {
        if (!caller.Is(Roles.Staff) && !caller.Is(Roles.Partner))
        {
            RuleViolation.Unless(said is null, "reading.not-yours", "A customer reads for themselves: leave reader out.", "reader");
            RuleViolation.Unless(caller is { Kind: "customer", Email: not null }, "reading.nobody", "A key with the role customer has proved no address.");
            return new Reader(null, caller.Email!.Trim().ToLowerInvariant());
        }

        RuleViolation.Unless(said is { CustomerId: not null } or { Email: not null }, "reading.nobody", "reader is a customer's id or address, or both.", "reader");
        return said! with { Email = said.Email is { } email ? Text.OneLine(email, "reader.email").ToLowerInvariant() : null };
    }
#pragma warning restore CA1308
}
