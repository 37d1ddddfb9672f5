using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Automation;

internal enum FiringOutcome { Done, Failed, Stopped }

/// <summary>What a firing changed of a ticket.</summary>
internal sealed record FiringChange(string What, string? From, string? To);

/// <summary>That a trigger fired for a ticket, or was stopped: which version, upon what, what its conditions saw, what it did. Never changed.</summary>
internal sealed class Firing : ITenantOwned
{
    private Firing() { }

    public Firing(Trigger trigger, Ticket ticket, Guid cycleId, IEnumerable<Happening> happened, IReadOnlyList<Seen> saw, DateTimeOffset now)
    {
        (TriggerId, TriggerName, Revision, TicketId, CustomerId, CycleId, At) = (trigger.Id, trigger.Name, trigger.Revision, ticket.Id, ticket.CustomerId, cycleId, now);
        (Happened, Saw) = ([.. happened.Order().Select(Kebab<Happening>.Of)], [.. saw]);
    }

    public Guid Id { get; private init; } = GrowingId.Next();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Guid CustomerId { get; private init; }
    public Guid TriggerId { get; private init; }
    public string TriggerName { get; private init; } = "";
    public int Revision { get; private init; }

    /// <summary>The same for all that fired upon the same happening, one after the other.</summary>
    public Guid CycleId { get; private init; }

    /// <summary>What had happened to the ticket, by others and by those that fired before in the cycle.</summary>
    public string[] Happened { get; private init; } = [];
    public List<Seen> Saw { get; private init; } = [];
    public string[] Steps { get; private set; } = [];
    public List<FiringChange> Changes { get; private set; } = [];
    public FiringOutcome Outcome { get; private set; }

    /// <summary>Why it was stopped or failed.</summary>
    public string? Code { get; private set; }
    public string? Reason { get; private set; }
    public bool Replied { get; private set; }
    public DateTimeOffset At { get; private init; }

    public Firing Did(TriggerSpec spec, TicketLook before, Ticket ticket) { (Outcome, Steps, Changes, Replied) = (FiringOutcome.Done, [.. spec.Actions.Select(a => Kebab<MacroStep>.Of(a.Step))], [.. before.Until(ticket)], spec.Replies); return this; }

    public Firing Did(FiringOutcome outcome, string code, string reason) { (Outcome, Code, Reason) = (outcome, code, reason); return this; }
}

/// <summary>A ticket at a moment, as far as steps change it.</summary>
internal sealed record TicketLook(IReadOnlyDictionary<string, string?> Facts)
{
    public static TicketLook At(Ticket t)
    {
        var facts = new Dictionary<string, string?>
        {
            ["state"] = Kebab<TicketState>.Of(t.State), ["queue"] = t.Queue, ["assignee"] = t.AssigneeId?.ToString(), ["tier"] = Kebab<Tier>.Of(t.Tier), ["priority"] = Kebab<Priority>.Of(t.Priority),
            ["tags"] = string.Join(", ", t.Tags), ["blockers"] = t.Blockers.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in FieldValues.Read(t.Fields)) facts[$"fields.{key}"] = value.ToString();
        return new(facts);
    }

    public IEnumerable<FiringChange> Until(Ticket ticket)
    {
        var now = At(ticket).Facts;
        return Facts.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(k => new FiringChange(k, Facts.GetValueOrDefault(k), now.GetValueOrDefault(k))).Where(c => c.From != c.To);
    }
}
