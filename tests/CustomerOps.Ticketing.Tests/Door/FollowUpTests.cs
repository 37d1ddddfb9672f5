using System.Diagnostics;
using CustomerOps.Contracts.Survey;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class FollowUpTests(TicketingStack door)
{
    [Fact]
    public async Task A_detractor_has_a_follow_up_with_a_supervisor_within_two_seconds()
    {
        var email = Calls.NewAddress();
        var original = await door.Agent.CreateTicket(email);
        var watch = Stopwatch.StartNew();
        await door.Tell(Answered(original, nps: 3));
        await door.Eventually(async () => (await FollowUps(email)).Count == 1, "a follow-up");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));

        var followUp = (await FollowUps(email)).Single();
        ((string)followUp["queue"]!, (string)followUp["tier"]!, (Guid)followUp["followsTicketId"]!).ShouldBe(("supervisors", "supervisor", original.Id));
        var first = (await door.Agent.Get($"/tickets/{followUp["id"]}/messages")).Items.Single();
        ((string)first["visibility"]!).ShouldBe("internal");
        ((string)first["body"]!).ShouldContain("Nobody called back");
        (await door.Hear("ticketing.ticket-created.v1", (Guid)followUp["id"]!))["origin"]!.GetValue<string>().ShouldBe("survey-follow-up");
        (await door.Agent.Get($"/customers/{original.Body["requester"]!["id"]}/timeline")).Items.Select(e => (string)e["kind"]!).ShouldContain("survey-answered");
    }

    [Fact]
    public async Task However_often_the_answer_comes_there_is_one_follow_up()
    {
        var email = Calls.NewAddress();
        var answered = Answered(await door.Agent.CreateTicket(email), nps: 0);
        var message = Guid.CreateVersion7();
        await Task.WhenAll(((Guid[])[message, message, Guid.CreateVersion7(), Guid.CreateVersion7()]).Select(id => door.Tell(answered, id)));
        // Retries of a lost race take up to half a second each.
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from inbox where message_id = '{message}'") == 1);
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await FollowUps(email)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_happy_answer_and_what_the_survey_did_stand_on_the_timeline_only()
    {
        var email = Calls.NewAddress();
        var original = await door.Agent.CreateTicket(email);
        var customer = (Guid)original.Body["requester"]!["id"]!;
        await door.Tell(new SurveyInvited(Guid.NewGuid(), Guid.NewGuid(), "ticket", original.Id, customer, "en", DateTimeOffset.UtcNow));
        await door.Tell(new InvitationWithheld(Guid.NewGuid(), null, "ticket", original.Id, customer, "recently-asked", DateTimeOffset.UtcNow));
        await door.Tell(Answered(original, nps: 10));
        await door.Eventually(async () => (await door.Agent.Get($"/customers/{customer}/timeline")).Items.Count(e => ((string)e["kind"]!).StartsWith("survey-")) == 3, "three survey entries");
        (await FollowUps(email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unhappy_answer_about_an_order_is_followed_up_too()
    {
        var email = Calls.NewAddress();
        var order = (await door.Partner.Post("/orders", Calls.Order($"F-{Guid.NewGuid():n}", "completed", email))).Id;
        await door.Tell(new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "order", order, null, email, "fi", null, 1, null, null, DateTimeOffset.UtcNow));
        await door.Eventually(async () => (await FollowUps(email)).Count == 1, "a follow-up");
        ((Guid)(await FollowUps(email)).Single()["orderId"]!).ShouldBe(order);
    }

    [Fact]
    public async Task Another_organisations_answer_about_our_ticket_opens_nothing()
    {
        var email = Calls.NewAddress();
        var original = await door.Agent.CreateTicket(email);
        var (message, answered) = (Guid.CreateVersion7(), Answered(original, nps: 0));
        await door.Tell(answered, message, organisation: "aurora");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from inbox where message_id = '{message}'") == 1, "handled");
        (await FollowUps(email)).ShouldBeEmpty();
        (await door.Stranger.Get("/tickets?origin=survey-follow-up")).Items.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> FollowUps(string email) => (await door.Agent.Get($"/tickets?origin=survey-follow-up&requester={email}")).Items;

    private static SurveyAnswered Answered(Answer original, int nps) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "ticket", original.Id, (Guid)original.Body["requester"]!["id"]!,
        (string)original.Body["requester"]!["email"]!, "en", nps, null, null, "Nobody called back", DateTimeOffset.UtcNow);
}
