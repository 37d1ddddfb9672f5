using System.ComponentModel.DataAnnotations.Schema;
using CustomerOps.Messaging;
using CustomerOps.Ticketing.Customers;

namespace CustomerOps.Ticketing;

/// <summary>An aggregate whose changes stand on a customer's timeline, stored by the save that stores them.</summary>
internal abstract class Chronicled : Aggregate
{
    private readonly List<TimelineEntry> _entries = [];

    /// <summary>Writes a line of the customer's story with the next save.</summary>
    protected void Chronicle(Guid customerId, string kind, string title, DateTimeOffset at) =>
        _entries.Add(new TimelineEntry(customerId, kind, Id, title, at));

    [NotMapped]
    internal bool HasChronicle => _entries.Count > 0;

    internal IReadOnlyList<TimelineEntry> TakeChronicle()
    {
        TimelineEntry[] taken = [.. _entries];
        _entries.Clear();
        return taken;
    }
}
