using System.Net;
using CustomerOps.Contracts.Survey;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What a customer agreed to, for what and by which channel; how they want to be reached.</summary>
[Collection(DoorCollection.Name)]
public sealed class ConsentTests(TicketingStack door)
{
    [Fact]
    public async Task Every_word_is_kept_the_newest_holds_and_it_is_told_once()
    {
        var customer = await Customer();
        var yes = await Say(customer, "marketing/email", new { given = true, textVersion = "newsletter 2026-03" });
        (yes.Status, (bool)yes.Body["given"]!).ShouldBe((HttpStatusCode.OK, true), yes.Body.ToJsonString());
        await Say(customer, "marketing/email", new { given = true, textVersion = "newsletter 2026-03" });
        await Say(customer, "marketing/phone", new { given = true, source = "contract" });
        ((bool)(await Say(customer, "marketing/email", new { given = false })).Body["given"]!).ShouldBeFalse();
        // Heard of late: what was said before the no is kept and changes nothing.
        ((bool)(await Say(customer, "marketing/email", new { given = true, source = "staff", saidAt = DateTimeOffset.UtcNow.AddDays(-1) })).Body["given"]!).ShouldBeFalse();

        var all = (await door.Agent.Get($"/customers/{customer}/consents?purpose=marketing&channel=email")).Items;
        all.Select(c => ((bool)c["given"]!, (string)c["source"]!, (bool)c["inForce"]!)).ShouldBe([(true, "staff", false), (false, "customer", true), (true, "customer", false)]);
        (await door.Agent.Get($"/customers/{customer}/consents?inForce=true")).Items.Select(c => ((string)c["channel"]!, (bool)c["given"]!)).ShouldBe([("email", false), ("phone", true)]);
        (await door.Agent.Get($"/customers/{customer}/consents?limit=1")).Body["next"].ShouldNotBeNull();
        (await door.Agent.Get($"/customers/{customer}/timeline")).Items.Count(e => (string)e["kind"]! == "consent-changed").ShouldBe(3);
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.customer-consent-said.v1", customer).Count == 3), "each word is told once");
    }

    [Fact]
    public async Task Who_takes_themselves_off_by_a_survey_mail_says_no_until_they_say_yes_again()
    {
        var customer = await Customer();
        var (message, at) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        for (var again = 0; again < 2; again++) await door.Tell(new CustomerUnsubscribed(customer, null, at), message);
        await door.Eventually(async () => !(bool)(await door.Agent.Get($"/customers/{customer}")).Body["surveyConsent"]!, "the no is taken in");
        ((bool)(await door.Hear("ticketing.customer-consent-changed.v1", customer))["surveyConsent"]!).ShouldBeFalse();
        (await door.Agent.Get($"/customers/{customer}/consents")).Items.Select(c => ((string)c["purpose"]!, (string)c["source"]!)).ShouldBe([("survey", "survey-link")]);
        (await door.Agent.Get($"/customers/{customer}/timeline")).Items.Select(e => (string)e["title"]!).ShouldContain("Does not want to be asked for feedback");

        await door.Agent.PutFresh($"/customers/{customer}", "/consent", new { surveyConsent = true });
        await door.Tell(new CustomerUnsubscribed(customer, null, at.AddSeconds(-1)));
        await door.Eventually(async () => (await door.Agent.Get($"/customers/{customer}/consents")).Items.Count == 3, "the older no is kept");
        ((bool)(await door.Agent.Get($"/customers/{customer}")).Body["surveyConsent"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_speaks_for_all_records_and_of_records_that_disagree_the_no_counts()
    {
        var (a, b) = (await Customer(), await Customer());
        await Say(a, "profiling/chat", new { given = false });
        await Say(b, "profiling/chat", new { given = true });
        await door.Manager.PutFresh($"/customers/{a}", "/merge", new { intoCustomerId = b, reason = "Same person" });
        ((bool)(await Say(b, "profiling/chat", new { given = true })).Body["given"]!).ShouldBeTrue("said anew, it is said of both");
        (await door.Agent.Get($"/customers/{a}/consents?inForce=true")).Items.Select(c => (Guid)c["customerId"]!).Order().ShouldBe(new[] { a, b }.Order());
        await door.Manager.DeleteFresh($"/customers/{a}", "/merge");
        await Say(a, "profiling/chat", new { given = false });
        await door.Manager.PutFresh($"/customers/{a}", "/merge", new { intoCustomerId = b, reason = "Same person" });
        ((bool)(await Say(b, "profiling/chat", new { given = true })).Body["given"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_back_is_promised_for_the_hours_in_which_the_customer_wants_to_be_called()
    {
        var ticket = await door.Agent.CreateTicket();
        var customer = (Guid)ticket.Body["requester"]!["id"]!;
        var set = await door.Agent.PutFresh($"/customers/{customer}", "/preferences", new
        {
            language = "nb", channel = "phone", timeZone = "Asia/Tokyo", hours = new { from = "09:00", to = "12:00", days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" } },
        });
        (set.Status, set.Text("language"), (string)set.Body["preferences"]!["channel"]!).ShouldBe((HttpStatusCode.OK, "nb", "phone"), set.Body.ToJsonString());
        var day = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3), TimeSpan.Zero);
        // Ten in the morning in Tokyo is one at night in Greenwich.
        var refused = await Promise(ticket.Id, day.AddHours(10));
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "promise.outside-contact-hours"));
        (await Promise(ticket.Id, day.AddHours(1))).Status.ShouldBe(HttpStatusCode.Created);
        (await Promise(ticket.Id, day.AddHours(10), asTheyWish: true)).Status.ShouldBe(HttpStatusCode.Created);
        (await door.Agent.Post($"/tickets/{ticket.Id}/promises", new { kind = "delivery", text = "It comes", dueAt = day.AddHours(10) })).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Wrong_words_are_refused()
    {
        var customer = await Customer();
        (await Say(customer, "everything/email", new { given = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Say(customer, "marketing/pigeon", new { given = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Say(customer, "marketing/email", new { given = true, source = "register" })).Text("code").ShouldBe("consent.source");
        (await Say(customer, "marketing/email", new { given = true, saidAt = DateTimeOffset.UtcNow.AddHours(1) })).Text("code").ShouldBe("consent.later");
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{customer}/consents/marketing/email", new { given = true })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{customer}/consents/marketing/email", new { given = true }, "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Agent.Get($"/customers/{customer}/consents?purpose=x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Stranger.Get($"/customers/{customer}/consents")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var (hours, code) in ((object, string)[])[(new { from = "12:00", to = "09:00" }, "preferences.hours"), (new { from = "noon", to = "13:00" }, "preferences.hours")])
            (await door.Agent.PutFresh($"/customers/{customer}", "/preferences", new { hours })).Text("code").ShouldBe(code);
        (await door.Agent.PutFresh($"/customers/{customer}", "/preferences", new { timeZone = "Nowhere/Land" })).Text("code").ShouldBe("preferences.time-zone");
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{customer}/preferences", new { language = "nb" }, "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private async Task<Guid> Customer() => (Guid)(await door.Agent.CreateTicket()).Body["requester"]!["id"]!;

    private Task<Answer> Say(Guid customer, string what, object said) => door.Agent.PutFresh($"/customers/{customer}", $"/consents/{what}", said);

    private Task<Answer> Promise(Guid ticket, DateTimeOffset dueAt, bool asTheyWish = false) => door.Agent.Post($"/tickets/{ticket}/promises", new { kind = "call-back", text = "We call you", dueAt, asCustomerWishes = asTheyWish });
}
