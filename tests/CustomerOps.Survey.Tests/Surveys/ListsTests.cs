using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CustomerOps.Survey.Tests.House;

namespace CustomerOps.Survey.Tests.Surveys;

/// <summary>Both lists of this service keep the rules of every list.</summary>
public class ListsTests(SurveyHouse house) : DoorTests(house)
{
    [Fact]
    public async Task Pages_hold_every_row_once_newest_first()
    {
        var customer = Cases.NewCustomer();
        for (var i = 0; i < 7; i++) await House.Partner.Tell(House.Nordlys, Cases.Solved(customer));
        await House.UntilStored($"select from invitations where customer_id = '{customer.CustomerId}' having count(*) = 7");
        var (seen, after) = (new List<(DateTimeOffset, Guid)>(), (string?)null);
        do
        {
            var page = await House.Agent.GetFromJsonAsync<JsonElement>($"/api/v1/survey-invitations?customerId={customer.CustomerId}&limit=3{(after is null ? "" : "&after=" + after)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("decidedAt").GetDateTimeOffset(), i.GetProperty("id").GetGuid())));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        seen.Count.ShouldBe(7);
        seen.Distinct().Count().ShouldBe(7);
        seen.Select(s => s.Item1).ShouldBe(seen.Select(s => s.Item1).OrderDescending());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=x")]
    [InlineData("after=")]
    [InlineData("after=!!!!")]
    [InlineData("after=bnVsbA")]
    [InlineData("after={\"K\":5,\"I\":\"x\"}")]
    [InlineData("colour=red")]
    public async Task A_hostile_query_is_refused(string query)
    {
        if (query.StartsWith("after={", StringComparison.Ordinal)) query = "after=" + Encode(query[6..]);
        foreach (var list in (string[])["surveys", "survey-invitations"])
        {
            var refused = await House.Agent.GetAsync($"/api/v1/{list}?{query}");
            ((int)refused.StatusCode).ShouldBeOneOf(400, 422);
            (await Cases.Code(refused)).ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task A_cursor_of_any_time_zone_pages_on() =>
        (await House.Agent.GetAsync("/api/v1/survey-invitations?after=" + Encode("{\"K\":\"2026-01-01T00:00:00+02:00\",\"I\":\"01890000-0000-7000-8000-000000000002\"}"))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("status=lost", 422)]
    [InlineData("ticketId=12", 400)]
    [InlineData("status=withheld", 200)]
    [InlineData("status=sending&limit=1", 200)]
    public async Task Filters_are_checked(string query, int status) => ((int)(await House.Agent.GetAsync($"/api/v1/survey-invitations?{query}")).StatusCode).ShouldBe(status);

    [Fact]
    public async Task Another_organisations_rows_are_not_there()
    {
        var (id, _, solved) = await Cases.Invite(House);
        var survey = (await SurveyHouse.Items(House.Agent, "/api/v1/surveys?limit=1")).Single().GetProperty("id");
        using var stranger = House.Stack.Client("aurora", "manager");
        foreach (var path in (string[])[$"surveys/{survey}", $"surveys/{survey}/versions/1", $"survey-invitations/{id}"])
        {
            var (theirs, nobodys) = (await stranger.GetAsync($"/api/v1/{path}"), await stranger.GetAsync($"/api/v1/{path.Replace(survey.ToString(), Guid.NewGuid().ToString()).Replace(id.ToString(), Guid.NewGuid().ToString())}"));
            (theirs.StatusCode, await Cases.Code(theirs)).ShouldBe((HttpStatusCode.NotFound, await Cases.Code(nobodys)));
        }

        (await SurveyRoutesTests.Send(stranger, HttpMethod.Put, $"/api/v1/surveys/{survey}/publication", "*")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SurveyHouse.Items(stranger, $"/api/v1/survey-invitations?ticketId={solved.TicketId}")).ShouldBeEmpty();
        (await SurveyHouse.Items(stranger, $"/api/v1/survey-invitations?customerId={solved.Customer.CustomerId}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_answer_to_staff_holds_the_link()
    {
        var (id, token, solved) = await Cases.Invite(House);
        foreach (var path in (string[])[$"survey-invitations/{id}", $"survey-invitations?ticketId={solved.TicketId}"])
        {
            var text = await House.Manager.GetStringAsync($"/api/v1/{path}");
            text.ShouldNotContain(token[..40]);
            text.ShouldNotContain("/s/");
            text.ShouldNotContain(solved.Customer.Email!);
        }
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
