using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Automation;

/// <summary>A trigger as the rule check reads it: the tickets it may fire for, what it sets, what happens by that.</summary>
internal sealed class ReadRule
{
    public ReadRule(Trigger trigger)
    {
        (Id, Name, On, Replies) = (trigger.Id, trigger.Name, (trigger.Spec.After is null ? trigger.Spec.On : [Happening.Time]).ToHashSet(), trigger.Spec.Replies);
        RepeatsByItself = trigger.Spec.After?.Ground == TimerGround.Unchanged;
        Cubes = [.. Cube.Of(trigger.Spec).Where(c => c.Possible)];
        Adds = trigger.Spec.Actions.Any(a => a.Step is MacroStep.Note or MacroStep.AddTask or MacroStep.AddChecklist or MacroStep.Notify or MacroStep.AskApproval);
        foreach (var action in trigger.Spec.Actions) Take(action);
    }

    public Guid Id { get; }
    public string Name { get; }
    public IReadOnlySet<Happening> On { get; }
    public bool Replies { get; }

    /// <summary>What it does is a change, and so what it counts from next.</summary>
    public bool RepeatsByItself { get; }
    public bool IsTimer => On.Contains(Happening.Time);

    /// <summary>Does it add something each time, that was there before or not?</summary>
    public bool Adds { get; }

    /// <summary>One of these it is.</summary>
    public IReadOnlyList<Cube> Cubes { get; }

    /// <summary>What is so afterwards, by property.</summary>
    public Dictionary<string, string> Effects { get; } = [];
    public HashSet<Happening> Causes { get; } = [];

    /// <summary>Its conditions may still hold when its steps are done.</summary>
    public bool StaysTrue => Cubes.Any(c => Cubes.Any(own => c.After(Effects).Meets(own)));

    /// <summary>Its steps may make the other fire: they cause what it waits for, and set something it asks for, and leave the rest possible.</summary>
    public bool BringsAbout(ReadRule other) => Causes.Overlaps(other.On)
        && Cubes.Any(c => other.Cubes.Any(o => c.After(Effects).Meets(o) && (o.Asks.Count == 0 || Effects.Keys.Any(o.Asks.Contains))));

    private void Take(MacroAction action)
    {
        switch (action.Step)
        {
            case MacroStep.SetPriority: Set("priority", Kebab<Priority>.Of(action.Priority!.Value), Happening.Changed); break;
            case MacroStep.AddTags: foreach (var tag in action.Tags!) Set($"tag {tag}", Cube.There, Happening.Changed); break;
            case MacroStep.RemoveTags: foreach (var tag in action.Tags!) Set($"tag {tag}", Cube.Absent, Happening.Changed); break;
            case MacroStep.AssignPerson: Set("assignee", $"{action.PersonId}", Happening.Assigned); break;
            case MacroStep.MoveToQueue: Queue(action.Queue!); break;
            case MacroStep.Escalate: Queue(Queues.Of(action.Tier!.Value)); Set("tier", Kebab<Tier>.Of(action.Tier.Value), Happening.Escalated); break;
            case MacroStep.Wait: Set("state", action.Waiting == Waiting.Waiting.Pending ? "pending" : "on-hold", Happening.StateChanged); break;
            case MacroStep.Solve: Set("state", "solved", Happening.StateChanged); break;
            case MacroStep.SetField: Set($"field {action.Field}", action.Value is { } value ? Cube.Word(value) : Cube.Absent, Happening.Changed); break;
            default: break; // It adds something that no condition asks for.
        }
    }

    private void Queue(string queue)
    {
        Set("queue", queue, Happening.Assigned);
        Set("assignee", Cube.Absent, Happening.Assigned);
    }

    private void Set(string what, string value, Happening happening)
    {
        Effects[what] = value;
        Causes.Add(happening);
    }
}
