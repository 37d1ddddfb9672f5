using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Macros;

/// <summary>Several steps that are done to a ticket in their order, all or none.</summary>
internal sealed class Macro : Aggregate
{
    /// <summary>An organisation has so many at most.</summary>
    public const int Most = 200;

    private Macro() { }

    public Macro(string name, IReadOnlyList<MacroAction> actions, DateTimeOffset now)
    {
        CreatedAt = now;
        Set(name, actions);
    }

    public string Name { get; private set; } = "";
    public List<MacroAction> Actions { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private init; }

    public static void CheckSteps(IReadOnlyList<MacroAction> actions)
    {
        for (var i = 0; i < actions.Count; i++) actions[i].Check($"actions[{i}]");
        RuleViolation.Unless(
            actions.Select((a, i) => (a.Step, Last: i == actions.Count - 1)).All(a => a.Step != MacroStep.Solve || a.Last), "macro.solves-first", "What solves the ticket is the last step.", "actions");
    }

    public void Set(string name, IReadOnlyList<MacroAction> actions)
    {
        CheckSteps(actions);
        (Name, Actions) = (name.Trim(), [.. actions]);
    }
}

/// <summary>That a macro was run on a ticket, under the id its caller gave the run.</summary>
internal sealed class MacroRun : ITenantOwned
{
    private MacroRun() { }

    public MacroRun(Guid id, Guid ticketId, Macro macro, Author by, DateTimeOffset now) =>
        (Id, TicketId, MacroId, MacroName, RunBy, RunByName, RunAt) = (id, ticketId, macro.Id, macro.Name, by.Id!.Value, by.Name, now);

    public Guid Id { get; private init; }
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Guid MacroId { get; private init; }
    public string MacroName { get; private init; } = "";
    public Guid RunBy { get; private init; }
    public string RunByName { get; private init; } = "";
    public DateTimeOffset RunAt { get; private init; }
}
