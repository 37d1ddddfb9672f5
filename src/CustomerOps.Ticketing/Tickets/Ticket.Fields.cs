using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Fields;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What the organisation itself wants to know of its tickets.</summary>
internal sealed partial class Ticket : IFielded
{
    public string Fields { get; private set; } = FieldValues.None;

    /// <returns>False when nothing is different.</returns>
    public bool Fill(string fields, DateTimeOffset now)
    {
        NotClosed();
        if (FieldValues.Same(fields, Fields)) return false;
        Fields = fields;
        Change(now);
        Raise(new TicketChanged(Id, NumberText, Subject, Kebab<Priority>.Of(Priority), Tags, OrderId, Branch, now));
        return true;
    }

    public bool Meets(FieldRule rule, DateTimeOffset now) => rule.When is null || rule.When.Holds(this, now);

    /// <summary>As if it were in that state: of one that is never saved.</summary>
    public void Imagine(TicketState? state) => State = state ?? State;
}
