using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Survey.Tests.House;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Survey.Tests.Invitations;

/// <summary>In aurora, whose ticket survey has a delay here and so leaves time to reopen.</summary>
public class ReopenedTests(SurveyHouse house) : DoorTests(house)
{
    private static readonly SemaphoreSlim s_once = new(1, 1);
    private static bool s_delayed;

    [Fact]
    public async Task A_ticket_reopened_during_the_delay_is_not_asked_about_and_is_when_solved_again()
    {
        using var manager = await Delayed();
        var solved = Cases.Solved(Cases.NewCustomer());
        await House.Partner.Tell(House.Aurora, solved);
        await Status(manager, solved.TicketId, "scheduled");
        await House.Partner.Tell(House.Aurora, new TicketReopened(solved.TicketId, "T-1", DateTimeOffset.UtcNow));
        (await Status(manager, solved.TicketId, "withheld")).GetProperty("reason").GetString().ShouldBe("reopened");
        await Task.Delay(2500);
        House.Partner.Heard<MailToSend>().ShouldNotContain(m => m.Data.To.Email == solved.Customer.Email);

        await House.Partner.Tell(House.Aurora, solved with { SolvedAt = DateTimeOffset.UtcNow });
        await Status(manager, solved.TicketId, "sending");
        House.Partner.Heard<MailToSend>().Count(m => m.Data.To.Email == solved.Customer.Email).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_reopening_that_overtakes_the_solution_withholds_too()
    {
        using var manager = await Delayed();
        var solved = Cases.Solved(Cases.NewCustomer());
        await House.Partner.Tell(House.Aurora, new TicketReopened(solved.TicketId, "T-1", solved.SolvedAt.AddSeconds(1)));
        await House.UntilStored($"select from triggers where id = '{solved.TicketId}'");
        await House.Partner.Tell(House.Aurora, solved);
        (await Status(manager, solved.TicketId, "withheld")).GetProperty("reason").GetString().ShouldBe("reopened");
    }

    [Fact]
    public async Task A_consent_withdrawn_during_the_delay_counts()
    {
        using var manager = await Delayed();
        var solved = Cases.Solved(Cases.NewCustomer());
        await House.Partner.Tell(House.Aurora, solved);
        await Status(manager, solved.TicketId, "scheduled");
        await House.Partner.Tell(House.Aurora, new CustomerConsentChanged(solved.Customer.CustomerId, null, false, DateTimeOffset.UtcNow.AddSeconds(1)));
        (await Status(manager, solved.TicketId, "withheld")).GetProperty("reason").GetString().ShouldBe("no-consent");
    }

    private static Task<JsonElement> Status(HttpClient client, Guid ticketId, string status) => SurveyHouse.Until(async () =>
        (await SurveyHouse.Items(client, $"/api/v1/survey-invitations?ticketId={ticketId}")).Where(i => i.GetProperty("status").GetString() == status).Cast<JsonElement?>().SingleOrDefault());

    private async Task<HttpClient> Delayed()
    {
        var manager = House.Stack.Client("aurora", "manager");
        await s_once.WaitAsync();
        try
        {
            if (!s_delayed) await Delay(manager);
            s_delayed = true;
            return manager;
        }
        finally { s_once.Release(); }
    }

    private static async Task Delay(HttpClient manager)
    {
        var survey = (await SurveyHouse.Items(manager, "/api/v1/surveys")).Single(s => s.GetProperty("trigger").GetProperty("kind").GetString() == "ticket");
        var draft = new
        {
            name = "Later", trigger = new { kind = "ticket", delaySeconds = 2 }, title = survey.GetProperty("title"), questions = survey.GetProperty("questions"),
        };
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/surveys/{survey.GetProperty("id")}") { Content = JsonContent.Create(draft), Headers = { { "If-Match", "*" } } };
        (await manager.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
