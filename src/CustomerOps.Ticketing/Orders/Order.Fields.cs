using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Fields;

namespace CustomerOps.Ticketing.Orders;

/// <summary>What the organisation itself wants to know of its orders.</summary>
internal sealed partial class Order : IFielded
{
    public string Fields { get; private set; } = FieldValues.None;

    public void Fill(string fields, DateTimeOffset now)
    {
        if (FieldValues.Same(fields, Fields)) return;
        var changed = FieldValues.Different(Fields, fields);
        (Fields, UpdatedAt) = (fields, now);
        Raise(new OrderFieldsChanged(Id, ExternalId, changed, now));
    }

    public bool Meets(FieldRule rule, DateTimeOffset now) => (rule.Statuses is not { Length: > 0 } statuses || statuses.Contains(Status))
        && (rule.When is not { } when || ((when.Branches is not { Length: > 0 } branches || branches.Contains(Branch)) && when.FieldsHold(Fields)));

    /// <summary>As if it had that status: of one that is never saved.</summary>
    public void Imagine(OrderStatus? status) => Status = status ?? Status;
}
