using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Automation;

/// <summary>When something of <paramref name="On"/> happens to a ticket, or the time of <paramref name="After"/> has come for it, that meets all of <paramref name="All"/>, one of <paramref name="Any"/> where there are any, and nothing of <paramref name="None"/>, the steps are done.</summary>
internal sealed record TriggerSpec(Happening[] On, TicketConditions All, TicketConditions[] Any, TicketConditions[] None, MacroAction[] Actions, TimerAfter? After = null)
{
    public const int MostAlternatives = 10, MostActions = 20;

    public bool Replies => Actions.Any(a => a.Step == MacroStep.Reply);

    public TriggerSpec Checked()
    {
        Macro.CheckSteps(Actions);
        RuleViolation.Unless(After is null == On.Length > 0, "trigger.occasion", "A trigger waits for something to happen (on), or for a time (after).", "trigger.on");
        RuleViolation.Unless(!On.Contains(Happening.Time), "trigger.occasion", "Time is waited for with after.", "trigger.on");
        After?.Checked();
        RuleViolation.Unless(!Actions.Any(a => a.Step == MacroStep.AssignMe), "trigger.nobody", "Nobody runs a trigger: name the person it is given to.", "actions");
        foreach (var (conditions, at) in Conditions)
            RuleViolation.Unless(conditions.Assignee != PersonOrNoneAttribute.Me, "trigger.nobody", "Nobody runs a trigger: name a person, or none.", $"{at}.assignee");
        return this with { On = [.. On.Distinct().Order()] };
    }

    public IEnumerable<(TicketConditions Conditions, string At)> Conditions => Any.Select((c, i) => (c, $"any[{i}]")).Concat(None.Select((c, i) => (c, $"none[{i}]"))).Prepend((All, "all"));

    /// <summary>Does it fire for the ticket now, and what did its conditions see?</summary>
    public (bool Fires, IReadOnlyList<Seen> Saw) Look(Ticket ticket, DateTimeOffset now)
    {
        var all = All.Look(ticket, now).ToList();
        var any = Any.Select(c => c.Look(ticket, now).ToList()).ToList();
        var none = None.Select(c => c.Look(ticket, now).ToList()).ToList();
        var fires = all.TrueForAll(s => s.Holds) && (any.Count == 0 || any.Exists(a => a.TrueForAll(s => s.Holds))) && !none.Exists(n => n.TrueForAll(s => s.Holds));
        return (fires, [.. Named("all", [all]), .. Named("any", any), .. Named("none", none)]);
    }

    private static IEnumerable<Seen> Named(string list, List<List<Seen>> looked) => looked.SelectMany((seen, i) => seen.Select(s => s with { Condition = list == "all" ? $"all.{s.Condition}" : $"{list}[{i}].{s.Condition}" }));
}
