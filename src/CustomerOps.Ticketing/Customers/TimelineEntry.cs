using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Customers;

/// <summary>One line of a customer's story: written in the transaction of what it tells, never changed.</summary>
internal sealed class TimelineEntry : ITenantOwned
{
    private const int MaxTitle = 400;

    private TimelineEntry() { }

    public TimelineEntry(Guid customerId, string kind, Guid? subjectId, string title, DateTimeOffset at) =>
        (CustomerId, Kind, SubjectId, Title, At) = (customerId, kind, subjectId, title.Length > MaxTitle ? title[..MaxTitle] : title, at);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid CustomerId { get; private init; }

    /// <summary>ticket-created, ticket-solved, order-placed, survey-answered, article-read … : stable words.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>The ticket's, order's, invitation's or article's id.</summary>
    public Guid? SubjectId { get; private init; }
    public string Title { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
}
