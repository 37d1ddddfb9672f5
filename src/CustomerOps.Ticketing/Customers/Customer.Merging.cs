using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.CustomerMerging;

namespace CustomerOps.Ticketing.Customers;

/// <summary>One record among several of the same person.</summary>
internal sealed partial class Customer
{
    /// <summary>The record that stands for the person; null: this one does.</summary>
    public Guid? MergedIntoId { get; private set; }

    public bool IsSamePersonAs(Customer other) => (MergedIntoId ?? Id) == (other.MergedIntoId ?? other.Id);

    public void StandBehind(Customer first)
    {
        MustBeSomebody();
        MergedIntoId = first.Id == Id ? null : first.Id;
    }

    /// <summary>The person has other records than before: whoever reads this one sees something else.</summary>
    public void Regroup() => Touch();

    /// <param name="records">This one and what was merged into it before.</param>
    public void TellMerged(CustomerMerge merge, Customer into, Customer first, IReadOnlyList<Customer> records, DateTimeOffset now)
    {
        Chronicle(Id, "customer-merged", $"Is the same customer as {into.Name}", now);
        Raise(new CustomerMerged(merge.Id, Id, into.Id, first.Id, [.. records.Select(r => r.Id)], merge.MergedBy, merge.MergedByName, now));
    }

    /// <param name="records">This one and what was merged into it.</param>
    public void TellUnmerged(CustomerMerge merge, Customer into, IReadOnlyList<Customer> records, DateTimeOffset now)
    {
        Chronicle(Id, "customer-unmerged", $"Is not the same customer as {into.Name}", now);
        Raise(new CustomerUnmerged(merge.Id, Id, into.Id, [.. records.Select(r => r.Id)], merge.UndoneBy, merge.UndoneByName!, now));
    }
}
