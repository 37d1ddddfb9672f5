using System.Text.Json;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Automation;

/// <summary>Planted faults are found, and rules that stand well together pass.</summary>
public sealed class RuleCheckTests
{
    private static readonly MacroAction High = new(MacroStep.SetPriority, Priority.High), Low = new(MacroStep.SetPriority, Priority.Low), Answer = new(MacroStep.Reply, Text: "We read it."), Done = new(MacroStep.AddTags, Tags: ["done"]);

    [Fact]
    public void A_ring_is_found_and_names_its_rules()
    {
        var (a, b, c) = (Rule("a", [Happening.Changed], new(Tags: ["x"]), [new(MacroStep.AddTags, Tags: ["y"])]), Rule("b", [Happening.Changed], new(Tags: ["y"]), [new(MacroStep.AddTags, Tags: ["z"])]), Rule("c", [Happening.Changed], new(Tags: ["z"]), [new(MacroStep.AddTags, Tags: ["x"])]));
        Of(FindingKind.Loop, a, b, c).ShouldHaveSingleItem().Triggers.ShouldBe([a.Id, b.Id, c.Id]);
        Of(FindingKind.Loop, a, b).ShouldBeEmpty();
    }

    [Fact]
    public void Two_that_undo_each_other_are_a_ring() =>
        Of(FindingKind.Loop, Rule("a", [Happening.Changed], new(Priorities: [Priority.Low]), [High]), Rule("b", [Happening.Changed], new(Priorities: [Priority.High]), [Low])).Count.ShouldBe(1);

    [Fact]
    public void One_that_can_never_fire_is_found()
    {
        Of(FindingKind.NeverFires, Rule("a", [Happening.Created], new(Tags: ["x"]), [High], none: [new(Tags: ["x"])])).Count.ShouldBe(1);
        Of(FindingKind.NeverFires, Rule("a", [Happening.Created], new(Priorities: [Priority.Low]), [High], any: [new(Priorities: [Priority.High]), new(Priorities: [Priority.Urgent])])).Count.ShouldBe(1);
        Of(FindingKind.NeverFires, Rule("a", [Happening.Created], new(Fields: [Is("cause", "rain"), new("cause", FieldIs.NotSet)]), [High])).Count.ShouldBe(1);
        Of(FindingKind.NeverFires, Rule("a", [Happening.Created], new(Tags: ["x"], States: [TicketState.New]), [High], none: [new(Tags: ["y"], States: [TicketState.New])])).ShouldBeEmpty();
        Of(FindingKind.NeverFires, Rule("a", [Happening.Created], new(Fields: [Is("parts", "lamp"), Is("parts", "screw")]), [High])).ShouldBeEmpty("both may be chosen");
    }

    [Fact]
    public void One_that_stands_behind_another_is_found()
    {
        var first = Rule("first", [Happening.Created, Happening.Changed], new(Queues: ["front-line"]), [new(MacroStep.MoveToQueue, Queue: "seniors")]);
        var behind = Rule("behind", [Happening.Created], new(Queues: ["front-line"], Tags: ["x"]), [High]);
        Of(FindingKind.Shadowed, first, behind).ShouldHaveSingleItem().Triggers.ShouldBe([first.Id, behind.Id]);
        Of(FindingKind.Shadowed, behind, first).ShouldBeEmpty("before it, it fires");
        Of(FindingKind.Shadowed, Rule("narrow", [Happening.Created], new(Queues: ["front-line"], Tags: ["y"]), [new(MacroStep.MoveToQueue, Queue: "seniors")]), behind).ShouldBeEmpty("not every ticket");
        Of(FindingKind.Shadowed, Rule("late", [Happening.Created], new(Queues: ["front-line"], OlderThanMinutes: 60), [new(MacroStep.MoveToQueue, Queue: "seniors")]), behind).ShouldBeEmpty("not at every time");
    }

    [Fact]
    public void Two_that_want_different_things_are_found()
    {
        var (high, low) = (Rule("high", [Happening.Created], new(Tags: ["x"]), [High]), Rule("low", [Happening.Created], new(Channels: [Channel.Web]), [Low]));
        Of(FindingKind.Conflict, high, low).ShouldHaveSingleItem().Reason.ShouldContain("priority to high");
        Of(FindingKind.Conflict, high, Rule("other", [Happening.Created], new(), [Low], none: [new(Tags: ["x"])])).ShouldBeEmpty("never the same ticket");
        Of(FindingKind.Conflict, high, Rule("later", [Happening.StaffMessage], new(), [Low])).ShouldBeEmpty("never in one cycle");
        Of(FindingKind.Conflict, Rule("up", [Happening.Created], new(), [new(MacroStep.Escalate, Tier: Tier.Senior, Text: "x")]), Rule("to", [Happening.Created], new(), [new(MacroStep.MoveToQueue, Queue: "vip")])).Count.ShouldBe(1);
    }

    [Fact]
    public void Answers_without_end_are_found()
    {
        Of(FindingKind.ReplyStorm, Rule("a", [Happening.CustomerMessage], new(), [Answer])).Count.ShouldBe(1);
        Of(FindingKind.ReplyStorm, Rule("a", [Happening.CustomerMessage], new(), [Answer, Done], none: [new(Tags: ["done"])])).ShouldBeEmpty("once answered it does not fire again");
        Of(FindingKind.ReplyStorm, Rule("a", [Happening.Created], new(), [Answer])).ShouldBeEmpty("a ticket is created once");
        Of(FindingKind.ReplyStorm, Rule("a", [Happening.Created], new(), [Answer]), Rule("b", [Happening.Created], new(Tags: ["x"]), [Answer])).Count.ShouldBe(1, "two answers to one");
        Of(FindingKind.Repeats, Rule("a", [Happening.Changed], new(), [new(MacroStep.Note, Text: "x")])).Count.ShouldBe(1);
        Of(FindingKind.Repeats, Rule("a", [Happening.Changed], new(), [High])).ShouldBeEmpty("the same again is nothing");
    }

    [Fact]
    public void Only_what_concerns_the_one_asked_about_is_told()
    {
        var (storm, quiet) = (Rule("storm", [Happening.CustomerMessage], new(), [Answer]), Rule("quiet", [Happening.Created], new(Tags: ["x"]), [High]));
        RuleCheck.Find([storm, quiet], quiet.Id).ShouldBeEmpty();
        RuleCheck.Find([storm, quiet], storm.Id).ShouldHaveSingleItem();
    }

    internal static Trigger Rule(string name, Happening[] on, TicketConditions all, MacroAction[] actions, TicketConditions[]? any = null, TicketConditions[]? none = null) =>
        new(name, new TriggerSpec(on, all, any ?? [], none ?? [], actions), 1, DateTimeOffset.UnixEpoch);

    private static FieldTest Is(string field, string value) => new(field, FieldIs.Equal, JsonSerializer.SerializeToElement(value));

    private static List<Finding> Of(FindingKind kind, params Trigger[] triggers) => [.. RuleCheck.Find(triggers).Where(f => f.Kind == kind)];
}
