using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class TicketListTests(TicketingStack door)
{
    [Theory]
    [InlineData("created")]
    [InlineData("updated")]
    public async Task Pages_show_every_ticket_once_newest_first(string sort)
    {
        var email = Calls.NewAddress();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add((await door.Agent.CreateTicket(email)).Id);
        if (sort == "updated")
        {
            await door.Agent.Post($"/tickets/{ids[1]}/messages", new { visibility = "internal", body = "touched" });
            ids = [ids[0], ids[2], ids[3], ids[4], ids[1]];
        }

        var seen = new List<Guid>();
        for (string? after = null, more = ""; more is not null; after = more)
        {
            var page = await door.Agent.Get($"/tickets?requester={email}&sort={sort}&limit=2" + (after is null ? "" : $"&after={after}"));
            page.Items.Count.ShouldBeInRange(1, 2);
            seen.AddRange(page.Items.Select(t => (Guid)t["id"]!));
            more = (string?)page.Body["next"];
        }

        seen.ShouldBe(Enumerable.Reverse(ids));
    }

    [Fact]
    public async Task Filters_narrow_it_down()
    {
        var email = Calls.NewAddress();
        var (urgent, given, solved) = ((await door.Agent.CreateTicket(email, "phone", "urgent")).Id, (await door.Agent.CreateTicket(email)).Id, (await door.Agent.CreateTicket(email)).Id);
        await door.Agent.PutFresh($"/tickets/{given}", "/assignee", new { personId = door.Person });
        await door.Agent.PutFresh($"/tickets/{solved}", "/solution", new { summary = "done" });

        await Finds("priority=urgent", urgent);
        await Finds("channel=phone", urgent);
        await Finds($"assignee={door.Person}", given);
        await Finds("assignee=none", urgent); // who solved the third one has it
        await Finds("state=solved", solved);
        await Finds("state=new&queue=front-line", urgent);
        await Finds("origin=contact", solved, given, urgent);
        await Finds("origin=survey-follow-up");
        await Finds($"updatedSince={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddHours(1).ToString("O"))}");
        await Finds($"orderId={Guid.NewGuid()}");

        async Task Finds(string filter, params Guid[] expected) =>
            (await door.Agent.Get($"/tickets?requester={email}&{filter}")).Items.Select(t => (Guid)t["id"]!).ShouldBe(expected, ignoreOrder: true, customMessage: filter);
    }

    [Theory]
    [InlineData("state=weird", 400)]
    [InlineData("state=0", 400)]
    [InlineData("state=On-Hold", 400)]
    [InlineData("assignee=anybody", 400)]
    [InlineData("tier=king", 400)]
    [InlineData("dueWithinMinutes=-1", 400)]
    [InlineData("orderId=7", 400)]
    [InlineData("updatedSince=yesterday", 400)]
    [InlineData("sort=subject", 400)]
    [InlineData("tenantId=1", 400)]
    [InlineData("queue=%00", 400)]
    [InlineData("limit=0", 422)]
    [InlineData("limit=101", 422)]
    [InlineData("limit=ten", 400)]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, int status)
    {
        var answer = await door.Agent.Get($"/tickets?{query}");
        ((int)answer.Status).ShouldBe(status);
        answer.Text("code").ShouldStartWith("request.");
    }

    public static TheoryData<string> HostileCursors =>
    [
        "x", "....", Encode("{}"), Encode("null"), Encode("""{"K":null,"I":"00000000-0000-0000-0000-000000000000"}"""), Encode("""{"K":"updated","I":"nobody"}"""),
        Encode("""{"K":"0001-01-01T00:00:00.0000000","I":"00000000-0000-0000-0000-000000000000"} x"""), Encode("""{"K":{"a":1},"I":"00000000-0000-0000-0000-000000000000"}"""),
        Encode("""{"K":"' or 1=1 --","I":"00000000-0000-0000-0000-000000000000"}"""), new string('A', 499),
    ];

    [Theory]
    [MemberData(nameof(HostileCursors))]
    public async Task A_cursor_we_did_not_write_is_refused(string cursor)
    {
        foreach (var list in (string[])["/tickets?sort=updated&", "/tickets?"])
        {
            var answer = await door.Agent.Get($"{list}after={Uri.EscapeDataString(cursor)}");
            (answer.Status, answer.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "request.cursor"), list);
        }
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
