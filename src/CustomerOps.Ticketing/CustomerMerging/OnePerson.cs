using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.CustomerMerging;

/// <summary>
/// The records of one person, and the merges in force among them. They are a tree: each record was merged into at most one other, and the one that was
/// merged into none stands for the person. Taking a merge back cuts the tree in two, whatever was merged before or after.
/// </summary>
internal sealed class OnePerson(IReadOnlyList<Customer> records, IReadOnlyList<CustomerMerge> merges)
{
    public const int MostRecords = 20;

    public Customer First { get; } = records.Single(r => r.MergedIntoId is null);

    public IReadOnlyList<Customer> Records => records;

    public CustomerMerge? MergeOf(Customer record) => merges.SingleOrDefault(m => m.FromId == record.Id);

    /// <summary>This person and the one <paramref name="into"/> is a record of are the same: that one's first record stands for both.</summary>
    public CustomerMerge MergeInto(Customer into, OnePerson other, string reason, Author by, DateTimeOffset now)
    {
        RuleViolation.Unless(!records.Contains(into), "customer-merge.circle", "The other customer is merged into this one.");
        RuleViolation.Unless(records.Count + other.Records.Count <= MostRecords, "customer-merge.too-many", $"A person has at most {MostRecords} records.");
        var merge = new CustomerMerge(First.Id, into.Id, reason, by, now);
        foreach (var record in records) record.StandBehind(other.First);
        First.TellMerged(merge, into, other.First, records, now);
        other.First.Regroup();
        return merge;
    }

    /// <summary>They were two after all: the record, and what was merged into it, is a person again.</summary>
    public void Undo(CustomerMerge merge, Author by, DateTimeOffset now)
    {
        var record = records.Single(r => r.Id == merge.FromId);
        var back = Below(record);
        merge.Undo(by, now);
        foreach (var one in back) one.StandBehind(record);
        record.TellUnmerged(merge, records.Single(r => r.Id == merge.IntoId), back, now);
        First.Regroup();
    }

    private List<Customer> Below(Customer top)
    {
        List<Customer> below = [top];
        for (var i = 0; i < below.Count; i++) below.AddRange(records.Where(r => MergeOf(r)?.IntoId == below[i].Id));
        return below;
    }
}
