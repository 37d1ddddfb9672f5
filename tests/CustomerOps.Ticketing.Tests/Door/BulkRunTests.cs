using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class BulkRunTests(TicketingStack door)
{
    [Fact]
    public async Task Each_ticket_is_done_once_and_who_is_kept_from_it_says_why()
    {
        var tickets = new List<Guid>();
        for (var i = 0; i < 6; i++) tickets.Add((await door.Agent.CreateTicket()).Id);
        await door.Agent.PutFresh($"/tickets/{tickets[5]}", "/solution", new { summary = "done" });
        await door.Execute($"update tickets set state = 'closed' where id = '{tickets[5]}'");
        var started = await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), ticketIds = tickets.Append(tickets[0]) });
        started.Status.ShouldBe(HttpStatusCode.Created, started.Body.ToJsonString());
        var run = await Finished(started.Id);
        ((int)run.Body["total"]!, (int)run.Body["done"]!, (int)run.Body["failed"]!).ShouldBe((6, 5, 1));
        var failed = (await door.Agent.Get($"/bulk-runs/{started.Id}/tickets?state=failed")).Items.Single();
        ((Guid)failed["ticketId"]!, (string)failed["code"]!).ShouldBe((tickets[5], "ticket.closed"));
        foreach (var ticket in tickets.Take(5)) (await Notes(ticket)).ShouldBe(1);
        (await Notes(tickets[5])).ShouldBe(0);
    }

    [Fact]
    public async Task It_goes_on_where_a_crash_ended_it_and_does_nothing_twice()
    {
        var email = Calls.NewAddress();
        for (var i = 0; i < 60; i++) await door.Agent.CreateTicket(email);
        var view = await door.Agent.Post("/views", new { name = "All of one", filter = new { requester = email } });
        var started = await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), viewId = view.Id });
        await door.Eventually(async () => (int)(await door.Agent.Get($"/bulk-runs/{started.Id}")).Body["done"]! > 3, "it has begun");
        await door.Stack.Restart("ticketing");
        var run = await Finished(started.Id, 120);
        ((int)run.Body["total"]!, (int)run.Body["done"]!).ShouldBe((60, 60));
        (await door.Scalar<long>($"select count(*) from messages m join tickets t on t.id = m.ticket_id join customers c on c.id = t.customer_id where c.email = '{email}' and m.visibility = 'internal'")).ShouldBe(60);
        var pages = new List<Guid>();
        for (string? after = null, more = ""; more is not null; after = more)
        {
            var page = await door.Agent.Get($"/bulk-runs/{started.Id}/tickets?limit=25" + (after is null ? "" : $"&after={after}"));
            pages.AddRange(page.Items.Select(t => (Guid)t["ticketId"]!));
            more = (string?)page.Body["next"];
        }

        pages.Distinct().Count().ShouldBe(60);
        await door.Agent.DeleteFresh($"/views/{view.Id}", "");
    }

    [Fact]
    public async Task Stopped_it_leaves_what_it_has_not_begun_as_it_is()
    {
        var tickets = new List<Guid>();
        for (var i = 0; i < 40; i++) tickets.Add((await door.Agent.CreateTicket()).Id);
        var started = await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), ticketIds = tickets });
        // As if they came later: what was due is not before the run is stopped.
        await door.Execute($"update due_messages set due_at = now() + interval '1 hour' where name = 'run-bulk-ticket' and body like '%{started.Id}%'");
        using var colleague = door.Stack.Client("nordlys", "senior");
        (await colleague.Call(HttpMethod.Put, $"/bulk-runs/{started.Id}/cancellation")).Text("code").ShouldBe("bulk.not-yours");
        (await door.Stranger.Call(HttpMethod.Put, $"/bulk-runs/{started.Id}/cancellation")).Status.ShouldBe(HttpStatusCode.NotFound);
        var stopped = await door.Agent.Call(HttpMethod.Put, $"/bulk-runs/{started.Id}/cancellation");
        stopped.Status.ShouldBe(HttpStatusCode.OK, stopped.Body.ToJsonString());
        var again = await door.Manager.Call(HttpMethod.Put, $"/bulk-runs/{started.Id}/cancellation");
        (again.Text("state"), again.Text("cancelledByName"), again.Text("cancelledAt")).ShouldBe(("cancelled", stopped.Text("cancelledByName"), stopped.Text("cancelledAt")));
        await door.Execute($"update due_messages set due_at = now() where name = 'run-bulk-ticket' and body like '%{started.Id}%'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'run-bulk-ticket' and body like '%{started.Id}%'") == 0, "what was due came");
        var left = (await door.Agent.Get($"/bulk-runs/{started.Id}/tickets?state=cancelled&limit=100")).Items.Select(t => (Guid)t["ticketId"]!).ToList();
        left.ShouldNotBeEmpty();
        foreach (var ticket in tickets) (await Notes(ticket)).ShouldBe(left.Contains(ticket) ? 0 : 1);
        ((int)again.Body["done"]! + left.Count).ShouldBe(40);
    }

    [Fact]
    public async Task A_run_that_is_finished_stays_finished()
    {
        var started = await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), ticketIds = new[] { (await door.Agent.CreateTicket()).Id } });
        await Finished(started.Id);
        var late = await door.Agent.Call(HttpMethod.Put, $"/bulk-runs/{started.Id}/cancellation");
        (late.Status, late.Text("state"), late.Body["cancelledAt"]).ShouldBe((HttpStatusCode.OK, "finished", null));
    }

    [Theory]
    [InlineData("""{"macroId":"MACRO"}""", 422, "bulk.tickets")]
    [InlineData("""{"macroId":"MACRO","ticketIds":[]}""", 400, "request.invalid")]
    [InlineData("""{"macroId":"MACRO","ticketIds":["01a2013c-61c5-7262-bb71-2cdd6e3c0c88"]}""", 422, "bulk.ticket-unknown")]
    [InlineData("""{"macroId":"MACRO","viewId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "bulk.view-unknown")]
    [InlineData("""{"macroId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88","ticketIds":["01a2013c-61c5-7262-bb71-2cdd6e3c0c88"]}""", 422, "macro.unknown")]
    public async Task A_run_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var answer = await door.Agent.Post("/bulk-runs", body.Replace("MACRO", $"{await Macro()}", StringComparison.Ordinal));
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    [Fact]
    public async Task A_thousand_at_most_and_nobody_elses()
    {
        var ids = Enumerable.Range(0, 1_001).Select(_ => Guid.NewGuid());
        (await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), ticketIds = ids })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var ticket = (await door.Agent.CreateTicket()).Id;
        var run = (await door.Agent.Post("/bulk-runs", new { macroId = await Macro(), ticketIds = new[] { ticket } })).Id;
        (await door.Stranger.Get($"/bulk-runs/{run}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/bulk-runs/{run}/tickets")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Guid> Macro() => (await door.Manager.Post("/macros", new { name = "Note it", actions = new[] { new { step = "note", text = "in bulk" } } })).Id;

    private async Task<Answer> Finished(Guid run, int seconds = 60)
    {
        await door.Eventually(async () => (await door.Agent.Get($"/bulk-runs/{run}")).Text("state") == "finished", "the run is finished", seconds);
        return await door.Agent.Get($"/bulk-runs/{run}");
    }

    private async Task<int> Notes(Guid ticket) => (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Count(m => (string)m["visibility"]! == "internal");
}
