using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Views;

/// <summary>A list of tickets somebody comes back to: their own, or everybody's.</summary>
internal sealed class View : Aggregate
{
    private View() { }

    public View(string name, bool shared, TicketConditions filter, TicketSort sort, Caller by, DateTimeOffset now)
    {
        (CreatedBy, CreatedAt) = (by.SubjectId, now);
        Set(name, shared, filter, sort);
    }

    /// <summary>Whose it is; null: everybody's.</summary>
    public Guid? OwnerId { get; private set; }
    public Guid CreatedBy { get; private init; }
    public string Name { get; private set; } = "";
    public TicketConditions Filter { get; private set; } = new();
    public TicketSort Sort { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    public void Set(string name, bool shared, TicketConditions filter, TicketSort sort) =>
        (Name, OwnerId, Filter, Sort) = (name.Trim(), shared ? null : CreatedBy, filter, sort);

    /// <summary>Everybody's is changed by who made it and by those who lead.</summary>
    public void MayBeChangedBy(Caller caller) =>
        RuleViolation.Unless(CreatedBy == caller.SubjectId || caller.Is(Roles.Leads), "view.not-yours", "A shared view is changed by who made it or a supervisor; make one of your own.");
}
