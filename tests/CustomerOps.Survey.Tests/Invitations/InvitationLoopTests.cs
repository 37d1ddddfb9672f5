using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Survey;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Survey.Tests.House;

namespace CustomerOps.Survey.Tests.Invitations;

public class InvitationLoopTests(SurveyHouse house) : DoorTests(house)
{
    [Fact]
    public async Task A_solved_ticket_is_asked_about_by_mail_in_the_customers_language()
    {
        var (id, token, solved) = await Cases.Invite(House, "nn-NO");
        var mail = (await House.Partner.Hear<MailToSend>(m => m.MailId == id)).Data;
        mail.To.ShouldBe(new MailAddress(solved.Customer.Email!, "Kari Nordmann"));
        (mail.Language, mail.Secret, mail.From.Name).ShouldBe(("nb", true, "Nordlys"));
        mail.Subject.ShouldBe("Hvordan gjorde vi det? To minutter for Nordlys");
        mail.Headers["List-Unsubscribe"].ShouldBe($"<{House.Stack.Gateway.ToString().TrimEnd('/')}/s/{token}/unsubscribe>");
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        mail.Html!.ShouldContain($"/s/{token}\"");
        mail.Html!.ShouldContain("<html lang=\"nb\">");
        var told = (await House.Partner.Hear<SurveyInvited>(i => i.InvitationId == id)).Data;
        (told.TriggerKind, told.TriggerId, told.CustomerId, told.Language).ShouldBe(("ticket", solved.TicketId, solved.Customer.CustomerId, "nb"));
    }

    [Fact]
    public async Task A_completed_order_is_asked_about_once()
    {
        var order = Cases.Completed(Cases.NewCustomer("hu"));
        await House.Partner.Tell(House.Nordlys, order);
        await House.Partner.Tell(House.Nordlys, order);
        var invitation = await House.InvitationFor(order.OrderId, "sending", "orderId");
        (invitation.GetProperty("triggerKind").GetString(), invitation.GetProperty("branch").GetString(), invitation.GetProperty("channel").ValueKind).ShouldBe(("order", "harbour", JsonValueKind.Null));
        await House.Partner.TokenFor(invitation.GetProperty("id").GetGuid());
        await Settled();
        (await SurveyHouse.Items(House.Agent, $"/api/v1/survey-invitations?orderId={order.OrderId}")).Length.ShouldBe(1);
        House.Partner.Heard<MailToSend>().Count(m => m.Data.To.Email == order.Customer.Email).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_event_delivered_again_and_told_again_changes_nothing()
    {
        var (solved, eventId) = (Cases.Solved(Cases.NewCustomer()), Guid.CreateVersion7());
        for (var i = 0; i < 5; i++) await House.Partner.Tell(House.Nordlys, solved, eventId);
        for (var i = 0; i < 5; i++) await House.Partner.Tell(House.Nordlys, solved);
        var id = (await House.InvitationFor(solved.TicketId, "sending")).GetProperty("id").GetGuid();
        await Settled();
        (await SurveyHouse.Items(House.Agent, $"/api/v1/survey-invitations?ticketId={solved.TicketId}")).Length.ShouldBe(1);
        House.Partner.Heard<MailToSend>().Count(m => m.Data.MailId == id).ShouldBe(1);
        House.Partner.Heard<SurveyInvited>().Count(i => i.Data.InvitationId == id).ShouldBe(1);
    }

    [Theory]
    [InlineData("no-consent")]
    [InlineData("no-address")]
    [InlineData("follow-up")]
    public async Task A_customer_who_is_not_asked_has_the_reason_on_record(string reason)
    {
        var customer = Cases.NewCustomer(consent: reason != "no-consent", email: reason == "no-address" ? null : "");
        var solved = Cases.Solved(customer, origin: reason == "follow-up" ? "survey-follow-up" : "contact");
        await House.Partner.Tell(House.Nordlys, solved);
        var invitation = await House.InvitationFor(solved.TicketId);
        (invitation.GetProperty("status").GetString(), invitation.GetProperty("reason").GetString()).ShouldBe(("withheld", reason));
        var told = (await House.Partner.Hear<InvitationWithheld>(w => w.TriggerId == solved.TicketId)).Data;
        (told.Reason, told.CustomerId, told.TriggerKind).ShouldBe((reason, customer.CustomerId, "ticket"));
        House.Partner.Heard<MailToSend>().ShouldNotContain(m => m.Data.MailId == told.InvitationId);
    }

    [Fact]
    public async Task Two_triggers_at_the_same_instant_give_one_invitation()
    {
        for (var round = 0; round < 5; round++)
        {
            var customer = Cases.NewCustomer();
            var (tickets, order) = (Enumerable.Range(0, 6).Select(_ => Cases.Solved(customer)).ToList(), Cases.Completed(customer));
            await Task.WhenAll([House.Partner.Tell(House.Nordlys, order), .. tickets.Select(t => House.Partner.Tell(House.Nordlys, t))]);
            var decisions = await SurveyHouse.Until(async () =>
                await SurveyHouse.Items(House.Agent, $"/api/v1/survey-invitations?customerId={customer.CustomerId}") is { Length: 7 } all ? all : null, "seven decisions");
            decisions.Count(d => d.GetProperty("status").GetString() == "sending").ShouldBe(1);
            decisions.Count(d => d.GetProperty("status").GetString() == "withheld" && d.GetProperty("reason").GetString() == "recently-asked").ShouldBe(6);
        }
    }

    [Fact]
    public async Task Another_customer_record_with_the_same_address_was_asked_too()
    {
        var (_, _, first) = await Cases.Invite(House);
        var twin = Cases.Solved(Cases.NewCustomer(email: first.Customer.Email!.ToUpperInvariant()));
        await House.Partner.Tell(House.Nordlys, twin);
        (await House.InvitationFor(twin.TicketId)).GetProperty("reason").GetString().ShouldBe("recently-asked");
    }

    [Fact]
    public async Task Mail_sent_and_bounced_are_noted()
    {
        var (sent, _, first) = await Cases.Invite(House);
        await House.Partner.Tell(House.Nordlys, new MailSent(sent, DateTimeOffset.Now));
        (await House.InvitationFor(first.TicketId, "sent")).GetProperty("sentAt").ValueKind.ShouldBe(JsonValueKind.String);
        var (bounced, _, second) = await Cases.Invite(House);
        await House.Partner.Tell(House.Nordlys, new MailFailed(bounced, "550 no such user"));
        (await House.InvitationFor(second.TicketId, "bounced")).GetProperty("reason").GetString().ShouldBe("550 no such user");
        await House.Partner.Tell(House.Nordlys, new MailSent(Guid.CreateVersion7(), DateTimeOffset.UtcNow)); // some other service's mail
    }

    [Fact]
    public async Task A_no_told_meanwhile_stands_against_an_older_yes()
    {
        var customer = Cases.NewCustomer();
        await House.Partner.Tell(House.Nordlys, new CustomerConsentChanged(customer.CustomerId, customer.Email, false, DateTimeOffset.UtcNow));
        await House.UntilStored($"select from customers where id = '{customer.CustomerId}'");
        var solved = Cases.Solved(customer, at: DateTimeOffset.UtcNow.AddMinutes(-1));
        await House.Partner.Tell(House.Nordlys, solved);
        (await House.InvitationFor(solved.TicketId)).GetProperty("reason").GetString().ShouldBe("no-consent");
    }

    /// <summary>What was told before this has been handled: handling is quicker than this by far.</summary>
    private static Task Settled() => Task.Delay(400);
}
