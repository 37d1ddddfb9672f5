using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Fields;

namespace CustomerOps.Ticketing.Customers;

/// <summary>What the organisation itself wants to know of its customers.</summary>
internal sealed partial class Customer : IFielded
{
    public string Fields { get; private set; } = FieldValues.None;

    public void Fill(string fields, DateTimeOffset now)
    {
        MustBeSomebody();
        if (FieldValues.Same(fields, Fields)) return;
        var changed = FieldValues.Different(Fields, fields);
        Fields = fields;
        Raise(new CustomerFieldsChanged(Id, changed, now));
    }

    public bool Meets(FieldRule rule, DateTimeOffset now) => rule.When is not { } when
        || ((when.Languages is not { Length: > 0 } languages || languages.Contains(Language)) && (when.Branches is not { Length: > 0 } branches || branches.Contains(Branch)) && when.FieldsHold(Fields));
}
