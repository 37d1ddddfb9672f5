using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Survey.Tests.House;
using Shouldly;
using Xunit;

namespace CustomerOps.Survey.Tests.Invitations;

/// <summary>Who has two records is asked by one of them, and as two people again when they turn out to be two.</summary>
public sealed class OnePersonTests(SurveyHouse house) : DoorTests(house)
{
    private readonly TicketCustomer _office = Cases.NewCustomer(), _home = Cases.NewCustomer();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Asked_by_one_record_the_person_is_not_asked_by_the_other_until_they_are_two_again()
    {
        await Merge(_start);
        await Cases.Invite(House, customer: _office);
        (await Reason(_home)).ShouldBe("recently-asked");
        // Told late and twice, an older merge changes nothing.
        await Unmerge(_start.AddMinutes(2));
        await Merge(_start.AddMinutes(1));
        await Cases.Invite(House, customer: _home);
    }

    [Fact]
    public async Task Both_records_at_the_same_instant_are_asked_once()
    {
        await Merge(_start);
        var solved = new[] { Cases.Solved(_office), Cases.Solved(_home) };
        await Task.WhenAll(solved.Select(s => House.Partner.Tell(House.Nordlys, s)));
        var decided = new List<string?>();
        foreach (var s in solved) decided.Add((await House.InvitationFor(s.TicketId)).GetProperty("status").GetString());
        decided.Count(d => d == "withheld").ShouldBe(1);
    }

    [Fact]
    public async Task A_no_said_by_one_record_is_the_persons()
    {
        await Told(new CustomerConsentChanged(_office.CustomerId, _office.Email, false, _start));
        await Merge(_start);
        (await Reason(_home)).ShouldBe("no-consent");
        await Unmerge(_start.AddMinutes(1));
        await Cases.Invite(House, customer: _home);
    }

    [Fact]
    public async Task Two_that_wait_to_be_asked_and_turn_out_to_be_one_are_asked_once()
    {
        using var manager = House.Stack.Client("aurora", "manager");
        // The oldest is the one that every organisation has; others are of other tests.
        var survey = (await SurveyHouse.Items(manager, "/api/v1/surveys")).Last(s => s.GetProperty("trigger").GetProperty("kind").GetString() == "order");
        var draft = new { name = "Later", trigger = new { kind = "order", delaySeconds = 86_400 }, title = survey.GetProperty("title"), questions = survey.GetProperty("questions") };
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/surveys/{survey.GetProperty("id")}") { Content = JsonContent.Create(draft), Headers = { { "If-Match", "*" } } };
        (await manager.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);

        OrderCompleted[] orders = [Cases.Completed(_office), Cases.Completed(_home)];
        foreach (var order in orders)
        {
            await House.Partner.Tell(House.Aurora, order);
            await SurveyHouse.Until(async () => (await Decisions(manager, survey, [order])).Contains("scheduled"));
        }

        await Told(new CustomerMerged(Guid.NewGuid(), _office.CustomerId, _home.CustomerId, _home.CustomerId, [_office.CustomerId], null, "Sofie", _start), House.Aurora);
        await using var database = House.Stack.Database("survey");
        await using var come = database.CreateCommand($"update due_messages d set due_at = now() from invitations i where i.trigger_id in ('{orders[0].OrderId}', '{orders[1].OrderId}') and i.survey_id = '{survey.GetProperty("id")}' and d.body::jsonb ->> 'invitationId' = i.id::text");
        (await come.ExecuteNonQueryAsync()).ShouldBe(2);
        await SurveyHouse.Until(async () => !(await Decisions(manager, survey, orders)).Contains("scheduled"));
        (await Decisions(manager, survey, orders)).Count(d => d == "recently-asked").ShouldBe(1);
    }

    /// <summary>Of each by that survey the status, or why it was withheld.</summary>
    private static async Task<List<string?>> Decisions(HttpClient manager, JsonElement survey, OrderCompleted[] orders)
    {
        var all = new List<string?>();
        foreach (var order in orders)
            all.AddRange((await SurveyHouse.Items(manager, $"/api/v1/survey-invitations?orderId={order.OrderId}")).Where(i => i.GetProperty("surveyId").GetString() == survey.GetProperty("id").GetString()).Select(i => i.GetProperty("status").GetString() is "withheld" ? i.GetProperty("reason").GetString() : i.GetProperty("status").GetString()));
        return all;
    }

    private Task Merge(DateTimeOffset at) => Told(new CustomerMerged(Guid.NewGuid(), _office.CustomerId, _home.CustomerId, _home.CustomerId, [_office.CustomerId], null, "Sofie", at));

    private Task Unmerge(DateTimeOffset at) => Told(new CustomerUnmerged(Guid.NewGuid(), _office.CustomerId, _home.CustomerId, [_office.CustomerId], null, "Sofie", at));

    /// <summary>Told and taken in: other events have queues of their own and may be taken in first.</summary>
    private async Task Told<T>(T told, Guid? organisation = null) where T : class
    {
        var id = Guid.CreateVersion7();
        await House.Partner.Tell(organisation ?? House.Nordlys, told, id);
        await House.UntilStored($"select from inbox where message_id = '{id}'");
    }

    private async Task<string?> Reason(TicketCustomer customer)
    {
        var solved = Cases.Solved(customer);
        await House.Partner.Tell(House.Nordlys, solved);
        return (await House.InvitationFor(solved.TicketId, "withheld")).GetProperty("reason").GetString();
    }
}
