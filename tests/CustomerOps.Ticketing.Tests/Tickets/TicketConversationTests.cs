using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketConversationTests
{
    private static readonly DateTimeOffset Later = Some.Monday9.AddHours(2);

    [Fact]
    public void Only_the_first_public_word_of_staff_keeps_the_first_response_promise()
    {
        var ticket = Some.Ticket();
        ticket.Say(Some.Agent, Visibility.Internal, "hm", Later);
        ticket.Say(Author.Of(ticket.Customer), Visibility.Public, "and?", Later);
        ticket.FirstRespondedAt.ShouldBeNull();
        ticket.Say(Some.Agent, Visibility.Public, "hello", Later);
        ticket.Say(Some.Agent, Visibility.Public, "again", Later.AddHours(1));
        ticket.FirstRespondedAt.ShouldBe(Later);
        ticket.ClocksAt(Later)[Metric.FirstResponse].EndedAt.ShouldBe(Instant.FromDateTimeOffset(Later));
    }

    [Fact]
    public void A_customers_word_opens_what_was_solved()
    {
        var ticket = Some.Solved();
        ticket.Say(Author.Of(ticket.Customer), Visibility.Public, "It did not help", Later);
        (ticket.State, ticket.Solution).ShouldBe((TicketState.Open, null));
        ticket.ClocksAt(Later).Counts(Metric.Resolution, Some.Terms(ticket)).ShouldBeTrue();
    }

    [Fact]
    public void A_customers_word_ends_the_wait_and_starts_the_clock_again()
    {
        var ticket = Some.Ticket();
        ticket.Wait(TicketState.Pending, "asked for a photo", Some.Rules, Some.Monday9);
        ticket.ClocksAt(Some.Monday9).Counts(Metric.Resolution, Some.Terms(ticket)).ShouldBeFalse();
        ticket.Say(Author.Of(ticket.Customer), Visibility.Public, "here it is", Later);
        (ticket.State, ticket.WaitReason).ShouldBe((TicketState.Open, null));
        var (book, terms, untouched) = (ticket.ClocksAt(Later), Some.Terms(ticket), Some.Ticket());
        book.Counts(Metric.Resolution, terms).ShouldBeTrue();
        book.DueAt(Metric.Resolution, terms).ShouldBe(untouched.Clocks.Book!.DueAt(Metric.Resolution, terms)!.Value + Duration.FromHours(2));
    }

    [Fact]
    public void Staff_can_note_something_on_a_solved_ticket_without_opening_it()
    {
        var ticket = Some.Solved();
        ticket.Say(Some.Agent, Visibility.Internal, "For the record", Later);
        ticket.State.ShouldBe(TicketState.Solved);
    }

    [Fact]
    public void Nothing_is_said_on_a_closed_ticket()
    {
        var ticket = Some.Solved();
        ticket.Close(ticket.SolvedAt!.Value, Later.AddDays(28));
        Should.Throw<RuleViolation>(() => ticket.Say(Some.Agent, Visibility.Public, "hello?", Later)).Code.ShouldBe("ticket.closed");
    }
}
