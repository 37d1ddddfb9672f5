using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla.Clocks;

/// <summary>Lives worked out by hand, with the mistakes other systems are known for.</summary>
public sealed class ClockVectorTests
{
    private static readonly Instant Monday9 = Instant.FromUtc(2026, 6, 1, 9, 0);
    private static readonly WeekHours Office = CalendarSpec.Usual("UTC").Compile();
    private static readonly Guid Id = new("00000000-0000-7000-8000-0000000000aa");
    private readonly Dictionary<TermsRef, Terms> _terms = [];

    [Fact]
    public void A_priority_raised_after_three_hours_of_which_two_were_a_pause_does_not_breach_by_the_pause()
    {
        var (low, urgent) = (Resolve(Priority.Low, 40), Resolve(Priority.Urgent, 2));
        var book = Live(4, low, (1, Set(TicketState.Pending)), (3, Set(TicketState.Open)), (3, At => new(At, FactKind.TermsSet, Terms: urgent)));
        book[Metric.Resolution].Elapsed.ShouldBe(Duration.FromHours(2));
        book[Metric.Resolution].BreachedAt.ShouldBe(Monday9 + Duration.FromHours(4));
    }

    [Fact]
    public void A_target_shorter_than_what_has_passed_is_missed_at_the_change_not_before()
    {
        var (low, urgent) = (Resolve(Priority.Low, 40), Resolve(Priority.Urgent, 2));
        Live(5, low, (3, At => new(At, FactKind.TermsSet, Terms: urgent)))[Metric.Resolution].BreachedAt.ShouldBe(Monday9 + Duration.FromHours(3));
    }

    [Fact]
    public void Paused_it_is_not_missed_however_short_the_new_target_only_when_it_goes_on()
    {
        var (low, urgent) = (Resolve(Priority.Low, 40), Resolve(Priority.Urgent, 2));
        (double, Func<Instant, ClockFact>)[] paused = [(3, Set(TicketState.Pending)), (4, At => new(At, FactKind.TermsSet, Terms: urgent))];
        Live(6, low, paused)[Metric.Resolution].BreachedAt.ShouldBeNull();
        Live(6, low, [.. paused, (5, Set(TicketState.Open))])[Metric.Resolution].BreachedAt.ShouldBe(Monday9 + Duration.FromHours(5));
    }

    [Fact]
    public void Next_response_runs_from_the_oldest_question_nobody_answered()
    {
        var book = Live(8, Resolve(Priority.Low, 40), (1, Staff), (2, Customer), (3, Customer), (4, Set(TicketState.Pending)), (5, Staff), (6, Customer));
        (book[Metric.NextResponse].Run, book[Metric.NextResponse].Elapsed).ShouldBe((2, Duration.FromHours(2)));
        Live(5, Resolve(Priority.Low, 40), (1, Staff), (2, Customer), (3, Customer), (4, Set(TicketState.Pending)))[Metric.NextResponse].Elapsed.ShouldBe(Duration.FromHours(3));
    }

    [Fact]
    public void Questions_before_the_first_answer_belong_to_the_first_response() =>
        Live(5, Resolve(Priority.Low, 40), (1, Customer), (2, Customer))[Metric.NextResponse].Run.ShouldBe(0);

    [Fact]
    public void Periodic_update_begins_anew_with_each_public_word_and_ends_with_the_solution()
    {
        var book = Live(8, Resolve(Priority.Low, 40), (1, Staff), (3, Staff), (4, Set(TicketState.Solved)), (6, Set(TicketState.Open)));
        (book[Metric.PeriodicUpdate].Run, book[Metric.PeriodicUpdate].Elapsed).ShouldBe((3, Duration.FromHours(2)));
    }

    [Fact]
    public void Each_queue_has_its_own_time()
    {
        var book = Live(6, Resolve(Priority.Low, 40), (2, At => new(At, FactKind.QueueSet, Queue: "seniors")), (5, At => new(At, FactKind.QueueSet, Queue: "returns")));
        (book[Metric.TimeInQueue].Run, book[Metric.TimeInQueue].Elapsed).ShouldBe((3, Duration.FromHours(1)));
    }

    [Fact]
    public void Requester_wait_leaves_out_pending_alone()
    {
        var book = Live(8, Resolve(Priority.Low, 40), (1, Set(TicketState.OnHold)), (3, Set(TicketState.Pending)), (6, Set(TicketState.Open)), (7, Set(TicketState.Solved)));
        (book[Metric.RequesterWait].Elapsed, book[Metric.RequesterWait].EndedAt).ShouldBe((Duration.FromHours(4), Monday9 + Duration.FromHours(7)));
    }

    private static ClockFact Staff(Instant at) => new(at, FactKind.StaffAnswered);

    private static ClockFact Customer(Instant at) => new(at, FactKind.CustomerWrote);

    private static Func<Instant, ClockFact> Set(TicketState state) => at => new(at, FactKind.StateSet, state);

    private TermsRef Resolve(Priority priority, double hours)
    {
        var reference = new TermsRef(Id, Id, priority);
        _terms[reference] = new Terms(reference, Office, [new Promise(Metric.Resolution, Duration.FromHours(hours), false, Waits.Pending, [])]);
        return reference;
    }

    /// <summary>From Monday 09:00 for so many hours, with facts after so many.</summary>
    private ClockBook Live(double hours, TermsRef terms, params (double After, Func<Instant, ClockFact> Fact)[] facts) => ClockHistory.Replay(
        [new(Monday9, FactKind.Opened, TicketState.New, "front-line", terms), .. facts.Select(f => f.Fact(Monday9 + Duration.FromHours(f.After)))], r => _terms[r], Monday9 + Duration.FromHours(hours));
}
