using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tests.Tickets;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Automation;

/// <summary>Any rules on any ticket: every cycle ends, each rule fires once in it at most, the log explains the ticket, and what goes wrong was foretold.</summary>
public sealed class CycleTests
{
    private static readonly string[] s_tags = ["x", "y", "z"], s_queues = ["front-line", "seniors", "vip"];

    private static readonly Gen<MacroAction> s_actions = Gen.OneOf(
        Gen.Elements(Enum.GetValues<Priority>()).Select(p => new MacroAction(MacroStep.SetPriority, p)), Gen.Elements(s_tags).Select(t => new MacroAction(MacroStep.AddTags, Tags: [t])),
        Gen.Elements(s_tags).Select(t => new MacroAction(MacroStep.RemoveTags, Tags: [t])), Gen.Elements(s_queues).Select(q => new MacroAction(MacroStep.MoveToQueue, Queue: q)));

    private static readonly Gen<TicketConditions> s_conditions = Gen.OneOf(
        Gen.Constant(new TicketConditions()), Gen.Elements(s_tags).Select(t => new TicketConditions(Tags: [t])), Gen.Elements(s_queues).Select(q => new TicketConditions(Queues: [q])),
        Gen.Elements(Enum.GetValues<Priority>()).Select(p => new TicketConditions(Priorities: [p])), Gen.Elements(s_tags).Zip(Gen.Elements(s_queues)).Select(b => new TicketConditions(Tags: [b.Item1], Queues: [b.Item2])));

    private static readonly Gen<Happening> s_happening = Gen.Elements(Happening.Created, Happening.Changed, Happening.Assigned, Happening.CustomerMessage);

    private static readonly Gen<Trigger> s_trigger =
        from told in s_happening.NonEmptyListOf().Select(h => h.Take(2).ToArray())
        from all in s_conditions
        from any in s_conditions.ListOf().Select(c => c.Take(2).ToArray())
        from none in s_conditions.Where(c => c != new TicketConditions()).ListOf().Select(c => c.Take(2).ToArray())
        from actions in s_actions.NonEmptyListOf().Select(a => a.Take(3).ToArray())
        select new Trigger($"{Guid.NewGuid():n}", new TriggerSpec(told, all, any, none, actions), 1, Some.Monday9);

    private static readonly Gen<(Trigger[] Rules, Happening[] History, Priority Priority, string[] Tags)> s_lives =
        from rules in s_trigger.NonEmptyListOf().Select(t => t.Take(8).ToArray())
        from history in s_happening.Where(h => h != Happening.Created).ListOf().Select(h => h.Take(5).ToArray())
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from tags in Gen.Elements(s_tags).ListOf().Select(t => t.Distinct().ToArray())
        select (rules, history, priority, tags);

    [Fact]
    public void Every_cycle_ends_and_the_log_explains_the_ticket_and_what_goes_wrong_was_foretold()
    {
        var (cycles, fired, fought) = (0, 0, 0);
        Prop.ForAll(s_lives.ToArbitrary(), life =>
        {
            foreach (var (firings, conflicts) in Live(life.Rules, life.History, life.Priority, life.Tags)) (cycles, fired, fought) = (cycles + 1, fired + firings, fought + conflicts);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        cycles.ShouldBeGreaterThan(2_000);
        fired.ShouldBeGreaterThan(2_000);
        fought.ShouldBeGreaterThan(100, "rules did get in each other's way");
    }

    private static IEnumerable<(int Fired, int Conflicts)> Live(Trigger[] rules, Happening[] history, Priority priority, string[] tags)
    {
        var (findings, ticket) = (RuleCheck.Find(rules), Some.Ticket(priority));
        ticket.Revise(ticket.Subject, priority, tags, null, null, Some.Monday9);
        foreach (var happening in history.Prepend(Happening.Created))
        {
            var (begin, log) = (TicketLook.At(ticket), new List<(Trigger Rule, Firing Firing)>());
            Cycle.Run(rules, [happening], t => t.Spec.Look(ticket, Some.Monday9).Fires, rule => Task.FromResult<IReadOnlyCollection<Happening>?>(Fire(rule, ticket, log))).IsCompletedSuccessfully.ShouldBeTrue();
            log.Select(l => l.Rule.Id).ShouldBeUnique();
            Explains(begin, log.Select(l => l.Firing), TicketLook.At(ticket));
            foreach (var (rule, _) in log) findings.ShouldNotContain(f => (f.Kind == FindingKind.NeverFires && f.Triggers[0] == rule.Id) || (f.Kind == FindingKind.Shadowed && f.Triggers[1] == rule.Id), "it did fire");
            yield return (log.Count, Foretold(log.Select(l => l.Rule), findings));
        }
    }

    private static Happening[] Fire(Trigger rule, Ticket ticket, List<(Trigger, Firing)> log)
    {
        var before = TicketLook.At(ticket);
        var firing = new Firing(rule, ticket, Guid.Empty, rule.Spec.On, rule.Spec.Look(ticket, Some.Monday9).Saw, Some.Monday9);
        foreach (var action in rule.Spec.Actions)
            switch (action.Step)
            {
                case MacroStep.SetPriority: ticket.Revise(ticket.Subject, action.Priority!.Value, ticket.Tags, null, null, Some.Monday9); break;
                case MacroStep.AddTags: ticket.Revise(ticket.Subject, ticket.Priority, [.. ticket.Tags.Union(action.Tags!)], null, null, Some.Monday9); break;
                case MacroStep.RemoveTags: ticket.Revise(ticket.Subject, ticket.Priority, [.. ticket.Tags.Except(action.Tags!)], null, null, Some.Monday9); break;
                default: ticket.MoveTo(action.Queue!, Some.Monday9); break;
            }

        log.Add((rule, firing.Did(rule.Spec, before, ticket)));
        return [.. firing.Changes.Select(c => c.What is "queue" or "assignee" ? Happening.Assigned : Happening.Changed).Distinct()];
    }

    /// <summary>What the firings say they changed, one after the other, leads from the ticket before to the ticket after.</summary>
    private static void Explains(TicketLook before, IEnumerable<Firing> log, TicketLook after)
    {
        var facts = before.Facts.ToDictionary();
        foreach (var change in log.SelectMany(f => f.Changes))
        {
            facts.GetValueOrDefault(change.What).ShouldBe(change.From);
            facts[change.What] = change.To;
        }

        facts.ShouldBe(after.Facts, ignoreOrder: true);
    }

    /// <summary>Two that set the same to different values in one cycle are a conflict, or one of them was told to stand behind the other.</summary>
    private static int Foretold(IEnumerable<Trigger> fired, IReadOnlyList<Finding> findings)
    {
        var (set, fought) = (fired.Select(t => (t.Id, new ReadRule(t).Effects)).ToList(), 0);
        foreach (var (one, other) in set.SelectMany((a, i) => set.Skip(i + 1).Select(b => (a, b))))
            if (one.Effects.Any(e => other.Effects.TryGetValue(e.Key, out var value) && value != e.Value))
            {
                fought++;
                findings.ShouldContain(f => f.Kind == FindingKind.Conflict && f.Triggers.Contains(one.Id) && f.Triggers.Contains(other.Id));
            }

        return fought;
    }
}
