using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Routing;

/// <summary>Who is given what, without a database.</summary>
public sealed class DispatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = Id(1), Ben = Id(2), Cleo = Id(3);

    [Fact]
    public void Who_has_least_to_do_is_next_by_shares_of_their_room()
    {
        var (ada, ben) = (Desk(Ada, carried: (Channel.Chat, 2)), Desk(Ben, carried: (Channel.Email, 4)));
        Given(new(), ada, ben).ShouldBe((Ben, "least-loaded")); // 2 of 3 chats are more than 4 of 10 mails
    }

    [Fact]
    public void In_turn_means_in_turn_whatever_they_carry()
    {
        var queue = Queue(Strategy.RoundRobin);
        var dispatch = Dispatch([Desk(Ada, carried: (Channel.Email, 9)), Desk(Ben), Desk(Cleo)], turns: new() { [("front-line", Ben)] = Now.AddHours(-2), [("front-line", Cleo)] = Now.AddHours(-1), [("front-line", Ada)] = Now.AddHours(-3) });
        Enumerable.Range(0, 4).Select(_ => dispatch.Give(Ticket(), queue, false)!.Value.Desk.Person.Id).ShouldBe([Ada, Ben, Cleo, Ben], "Ada is full after the first");
    }

    [Fact]
    public void Nobody_is_given_more_than_they_have_room_for()
    {
        var dispatch = Dispatch([Desk(Ada)]);
        Enumerable.Range(0, 5).Count(_ => dispatch.Give(Ticket(channel: Channel.Chat), Queue(), false) is not null).ShouldBe(3);
        dispatch.Give(Ticket(channel: Channel.Phone), Queue(), false).ShouldNotBeNull("another channel has room of its own");
    }

    [Fact]
    public void Whose_it_was_has_it_again_else_who_stands_in_for_them_and_a_circle_ends()
    {
        var circle = new Dictionary<Guid, Guid> { [Ada] = Ben, [Ben] = Cleo, [Cleo] = Ada };
        Given(new() { Preferred = Ada }, Desk(Ada, carried: (Channel.Email, 9)), Desk(Ben)).ShouldBe((Ada, "continuity"));
        var away = Dispatch([Desk(Cleo, carried: (Channel.Email, 9)), Desk(Id(4))], circle).Give(Ticket(preferred: Ada), Queue(), false)!.Value;
        (away.Desk.Person.Id, away.Choice.Why).ShouldBe((Cleo, "substitute"));
        Dispatch([Desk(Id(4))], circle).Give(Ticket(preferred: Ada), Queue(), false)!.Value.Choice.Why.ShouldBe("least-loaded");
        Substitutes.Chain(Ada, circle).ShouldBe([Ada, Ben, Cleo]);
        Substitutes.Chain(Id(1), Enumerable.Range(1, 50).ToDictionary(Id, n => Id(n + 1))).Count.ShouldBe(6, "a person and five substitutes");
    }

    [Fact]
    public void The_language_comes_before_the_tier_and_the_nearest_tier_before_the_load()
    {
        Given(new() { Language = "da-DK" }, Desk(Ada, languages: "fi"), Desk(Ben, Tier.Specialist, languages: "da")).Item1.ShouldBe(Ben);
        Given(new(), Desk(Ada, Tier.Manager), Desk(Ben, Tier.Senior, carried: (Channel.Email, 5))).Item1.ShouldBe(Ben);
        Dispatch([Desk(Ada)]).Give(Ticket(tier: Tier.Senior), Queue(), false).ShouldBeNull();
    }

    [Fact]
    public void Skills_are_asked_at_their_level_of_some_tickets_only_and_waived_in_time()
    {
        var queue = Queue(skills: [new RequiredSkill("returns", 3, "refund")]);
        var dispatch = Dispatch([Desk(Ada, skills: ("returns", 2))]);
        dispatch.Give(Ticket(tags: "refund"), queue, false).ShouldBeNull();
        dispatch.Give(Ticket(), queue, false).ShouldNotBeNull();
        dispatch.Give(Ticket(tags: "refund"), queue, true)!.Value.Choice.SkillsWaived.ShouldBeTrue();
        dispatch.Give(Ticket(tags: "skill:wiring"), Queue(), false).ShouldBeNull();
        Dispatch([Desk(Ada, skills: ("returns", 3))]).Give(Ticket(tags: "refund"), queue, false)!.Value.Choice.SkillsWaived.ShouldBeFalse();
    }

    [Fact]
    public void Who_gave_it_back_is_passed_over_for_a_while()
    {
        var ticket = Ticket() with { DeclinedBy = Ada, DeclinedUntil = Now.AddMinutes(1) };
        Desk(Ada).Fails(ticket, Queue(), [], Now).ShouldBe(WhyNot.GaveItBack);
        Desk(Ada).Fails(ticket, Queue(), [], Now.AddMinutes(1)).ShouldBeNull();
        Desk(Ben).Fails(ticket, Queue(), [], Now).ShouldBeNull();
    }

    private static (Guid, string) Given(Asked asked, params Desk[] desks)
    {
        var (desk, choice) = Dispatch(desks).Give(Ticket(preferred: asked.Preferred, language: asked.Language), Queue(), false)!.Value;
        return (desk.Person.Id, choice.Why);
    }

    private sealed record Asked(Guid? Preferred = null, string Language = "en");

    private static Guid Id(int n) => new($"00000000-0000-7000-8000-{n:d12}");

    private static Dispatch Dispatch(IReadOnlyList<Desk> desks, Dictionary<Guid, Guid>? substitutes = null, Dictionary<(string, Guid), DateTimeOffset>? turns = null) => new(desks, substitutes ?? [], turns ?? [], Now);

    private static TicketQueue Queue(Strategy strategy = Strategy.LeastLoaded, RequiredSkill[]? skills = null)
    {
        var queue = TicketQueue.Usual("front-line");
        queue.Serve(strategy, skills ?? [], null, null);
        return queue;
    }

    private static QueuedTicket Ticket(Tier tier = Tier.Representative, Channel channel = Channel.Email, Guid? preferred = null, string language = "en", params string[] tags) =>
        new(Guid.CreateVersion7(), 1, Priority.Normal, Now.AddHours(-1), tier, "front-line", channel, language, tags, preferred);

    private static Desk Desk(Guid id, Tier tier = Tier.Representative, (string Skill, int Level)? skills = null, string languages = "en", (Channel, int)? carried = null) => new(
        new OnDuty(id, $"{id}", tier, skills is { } s ? new Dictionary<string, int> { [s.Skill] = s.Level } : [], new HashSet<string> { languages }, Now.AddHours(4)), ["agent"], Limits.Usual,
        carried is { } c ? [KeyValuePair.Create(c.Item1, c.Item2)] : []);
}
