using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Figures of tickets, each of which leads to the tickets it is made of. A tag keeps each test's tickets apart.</summary>
[Collection(DoorCollection.Name)]
public sealed class ReportTests(TicketingStack door)
{
    private static readonly string[] Measures = ["volume", "first-response", "resolution", "reopen-rate", "attainment", "backlog"];
    private static readonly string[] Splits = ["queue", "person", "branch", "channel", "tag", "language", "priority", "tier", "origin"];
    private readonly string _tag = $"r{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task Every_figure_says_what_happened_and_leads_to_its_tickets()
    {
        var (held, reopened, open, merged) = (await Ticket("email"), await Ticket("phone"), await Ticket("phone"), await Ticket("chat"));
        foreach (var answered in (Guid[])[held, reopened]) (await Said(answered, "public")).ShouldBe(HttpStatusCode.Created);
        await Said(open, "internal");
        await Solve(held);
        await Solve(reopened);
        (await door.Agent.DeleteFresh($"/tickets/{reopened}", "/solution")).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh($"/tickets/{merged}", "/merge", new { intoTicketId = open, informRequester = true })).Status.ShouldBe(HttpStatusCode.OK);

        Shown(await Leads("volume", "channel")).ShouldBe(Shown(("email", [held]), ("phone", [reopened, open])));
        Shown(await Leads("first-response", "channel")).ShouldBe(Shown(("email", [held]), ("phone", [reopened])));
        Shown(await Leads("resolution", "channel")).ShouldBe(Shown(("email", [held])));
        Shown(await Leads("reopen-rate", "channel")).ShouldBe(Shown(("email", [held]), ("phone", [reopened])));
        Shown(await Leads("backlog", "channel")).ShouldBe(Shown(("phone", [reopened, open])));
        ((double?)(await Report("reopen-rate"))["total"]!["rate"]).ShouldBe(0.5);

        // Four promises were decided: two first responses, and two resolutions of which one goes on.
        Shown(await Leads("attainment", "metric")).ShouldBe(Shown(("first-response", [held, reopened]), ("resolution", [held, reopened])));
        ((double?)(await Report("attainment"))["total"]!["rate"]).ShouldBe(1);

        foreach (var measure in Measures)
            foreach (var split in Splits)
            {
                var all = await Leads(measure, split);
                all.Sum(group => group.Tickets.Length).ShouldBe((int)(await Report(measure))["total"]!["count"]!, $"{measure} by {split}");
            }

        (await door.Stranger.Get($"/reports/volume?tag={_tag}")).Body["total"]!["count"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Times_are_told_by_the_clock_and_while_it_was_open()
    {
        var ticket = await Ticket("email");
        await door.Execute($"update tickets set created_at = created_at - interval '9 days 7 hours' where id = '{ticket}'");
        await Said(ticket, "public");
        await Solve(ticket);
        foreach (var measure in (string[])["first-response", "resolution"])
        {
            var row = (await door.Agent.Get($"/reports/{measure}/tickets?tag={_tag}")).Items.Single();
            var (from, at) = ((DateTimeOffset)row["ticket"]!["createdAt"]!, (DateTimeOffset)row["at"]!);
            ((long)row["seconds"]!).ShouldBe((long)(at - from).TotalSeconds);
            ((double)(long)row["businessSeconds"]!).ShouldBe(OpenSeconds(from, at), 60, "counted minute by minute");
            var figures = (await Report(measure))["total"]!;
            ((double)figures["calendar"]!["median"]!).ShouldBe((long)row["seconds"]!);
            ((double)figures["business"]!["p90"]!).ShouldBe((long)row["businessSeconds"]!);
        }
    }

    [Fact]
    public async Task The_backlog_of_each_day_is_who_had_what_at_its_end()
    {
        var tickets = new List<Guid>();
        for (var i = 0; i < 4; i++) tickets.Add(await Ticket("email"));
        await Solve(tickets[0]);
        (await door.Agent.PutFresh($"/tickets/{tickets[1]}", "/assignee", new { personId = door.Person })).Status.ShouldBe(HttpStatusCode.OK);
        await Said(tickets[1], "public");
        // As if all of it had happened over the last nine days.
        await door.Execute($"""
            with h as (select ticket_id, id, row_number() over (order by ticket_id, id) as place from holdings where ticket_id = any(array[{string.Join(',', tickets.Select(t => $"'{t}'::uuid"))}]))
            update holdings set at = holdings.at - (9 - h.place) * interval '1 day' from h where holdings.ticket_id = h.ticket_id and holdings.id = h.id;
            update holdings set until = (select min(n.at) from holdings n where n.ticket_id = holdings.ticket_id and n.id > holdings.id) where until is not null and ticket_id = any(array[{string.Join(',', tickets.Select(t => $"'{t}'::uuid"))}])
            """);
        var from = DateTimeOffset.UtcNow.AddDays(-10);
        foreach (var split in (string[])["queue", "person", "tier"])
        {
            var report = await Report("backlog", $"&by={split}&interval=day&from={from:yyyy-MM-dd}");
            var told = report["groups"]!.AsArray().ToDictionary(g => ((string)g!["start"]!, (string?)g["key"]), g => (long)g!["figures"]!["count"]!);
            for (var day = from; day <= DateTimeOffset.UtcNow; day = day.AddDays(1))
            {
                var (zone, column) = ((string)report["timeZone"]!, split switch { "queue" => "queue", "person" => "person_id::text", _ => "(array['representative','senior','specialist','supervisor','manager'])[tier + 1]" });
                var end = $"least(now(), (timestamp '{day:yyyy-MM-dd}' + interval '1 day') at time zone '{zone}')";
                var counted = await door.Scalar<string>($"""
                    select coalesce(string_agg(k || '=' || n, ';' order by k), '') from (select coalesce({column}, '-') as k, count(*) as n from holdings
                    where not done and at <= {end} and (until is null or until > {end}) and ticket_id in (select id from tickets where '{_tag}' = any(tags)) group by 1) x
                    """);
                string.Join(';', told.Where(t => t.Key.Item1 == $"{day:yyyy-MM-dd}").Select(t => $"{t.Key.Item2 ?? "-"}={t.Value}").Order(StringComparer.Ordinal)).ShouldBe(counted, $"{split} {day:yyyy-MM-dd}");
            }

            foreach (var group in report["groups"]!.AsArray()) (await Listed((string)group!["figures"]!["tickets"]!)).Length.ShouldBe((int)group["figures"]!["count"]!);
        }
    }

    [Fact]
    public async Task A_file_holds_every_row_and_no_formula()
    {
        for (var i = 0; i < 3; i++) await door.Agent.Post("/tickets", new { channel = "web", subject = "=1+1, \"quoted\"", body = "Hello there, what is this?", tags = new[] { _tag }, requester = new { email = Calls.NewAddress(), name = "Anna" } });
        var tickets = await File($"/reports/volume/tickets/csv?tag={_tag}");
        tickets.Length.ShouldBe(4);
        tickets[0].ShouldBe("number,subject,state,queue,person,branch,channel,language,priority,tags,at,seconds,businessSeconds,good,metric");
        tickets[1].ShouldContain("\"'=1+1, \"\"quoted\"\"\",new,front-line,,,web,");
        var groups = await File($"/reports/volume/csv?tag={_tag}&by=channel&interval=month");
        groups.Length.ShouldBe(2);
        groups[1].ShouldMatch(@"^\d{4}-\d\d-01,web,web,3,");
        (await File($"/reports/volume/csv?tag={_tag}")).ShouldBe(["start,key,name,count,rate,businessMean,businessMedian,businessP90,mean,median,p90", ",,,3,,,,,,,"]);
    }

    [Fact]
    public async Task Figures_of_people_are_for_those_who_lead_them_and_hidden_tickets_count_nowhere()
    {
        using var supervisor = door.Stack.Client("nordlys", "supervisor");
        var ticket = await Ticket("email");
        await Solve(ticket);
        foreach (var asked in (string[])["by=person", $"person={door.Person}", "person=none"])
            (await door.Agent.Get($"/reports/resolution?{asked}")).Text("code").ShouldBe("report.people");
        ((int)(await door.Agent.Get($"/reports/resolution?person=me&by=person&tag={_tag}")).Body["total"]!["count"]!).ShouldBe(1);
        ((int)(await supervisor.Get($"/reports/resolution?by=person&tag={_tag}")).Body["total"]!["count"]!).ShouldBe(1);
        var solver = (string)(await supervisor.Get($"/tickets/{ticket}")).Body["solution"]!["solvedBy"]!;
        ((int)(await supervisor.Get($"/reports/resolution?person={solver.ToUpperInvariant()}&tag={_tag}")).Body["total"]!["count"]!).ShouldBe(1, "an id is one however it is written");

        var queue = $"q{Guid.NewGuid():n}"[..12];
        (await door.Manager.Call(HttpMethod.Put, $"/queues/{queue}", new { title = "Quiet", reopening = "reopen", rights = new[] { new { role = "supervisor", may = new[] { "create", "own" } } } }, "\"0\"")).Status.ShouldBe(HttpStatusCode.OK);
        var hidden = await Ticket("email");
        (await supervisor.PutFresh($"/tickets/{hidden}", "/assignee", new { queue })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"/reports/backlog/tickets?tag={_tag}")).Items.ShouldBeEmpty();
        ((int)(await door.Agent.Get($"/reports/backlog?tag={_tag}")).Body["total"]!["count"]!).ShouldBe(0);
        (await File($"/reports/backlog/tickets/csv?tag={_tag}")).Length.ShouldBe(1);
        ((int)(await supervisor.Get($"/reports/backlog?tag={_tag}")).Body["total"]!["count"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData("nonsense", "", "measure")]
    [InlineData("volume", "by=mood", "by")]
    [InlineData("volume", "by=metric", "by")]
    [InlineData("backlog", "metric=resolution", "metric")]
    [InlineData("volume", "interval=hour", "interval")]
    [InlineData("volume", "from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("volume", "from=2015-01-01&to=2026-01-01", "from")]
    [InlineData("volume", "from=0001-01-01&to=0001-02-01", "from")]
    [InlineData("backlog", "from=2024-01-01&to=2026-01-01&interval=day", "interval")]
    [InlineData("volume/tickets", "key=email", "by")]
    [InlineData("volume/tickets", "by=channel&key=email&withoutKey=true", "key")]
    [InlineData("volume/tickets", "start=2026-01-01", "start")]
    [InlineData("volume/tickets", "interval=week&from=2026-01-01&to=2026-01-31&start=2026-01-06", "start")]
    [InlineData("volume/tickets", "after=abc", "after")]
    [InlineData("volume/tickets", "limit=101", "limit")]
    [InlineData("volume/tickets", "priority=gone", "priority")]
    public async Task What_cannot_be_reported_is_refused_by_name(string report, string query, string field)
    {
        var refused = await door.Manager.Get($"/reports/{report}?{query}");
        ((int)refused.Status).ShouldBeOneOf(400, 422);
        refused.Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe([field], refused.Body.ToJsonString());
    }

    private async Task<Guid> Ticket(string channel)
    {
        var created = await door.Agent.Post("/tickets", new { channel, subject = "Where is it?", body = "Hello there, where is my parcel now?", tags = new[] { _tag, "second" }, requester = new { email = Calls.NewAddress(), name = "Anna" } });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created.Id;
    }

    private async Task<HttpStatusCode> Said(Guid ticket, string visibility) => (await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility, body = "We look into it." })).Status;

    private async Task Solve(Guid ticket) => (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Status.ShouldBe(HttpStatusCode.OK);

    private async Task<JsonNode> Report(string measure, string more = "")
    {
        var report = await door.Manager.Get($"/reports/{measure}?tag={_tag}{more}");
        report.Status.ShouldBe(HttpStatusCode.OK, report.Body.ToJsonString());
        return report.Body;
    }

    /// <summary>Each group's tickets, by the link its figure gives; as many as the figure says.</summary>
    private async Task<(string Key, Guid[] Tickets)[]> Leads(string measure, string split)
    {
        var groups = new List<(string, Guid[])>();
        foreach (var group in (await Report(measure, $"&by={split}"))["groups"]!.AsArray())
        {
            var tickets = await Listed((string)group!["figures"]!["tickets"]!);
            tickets.Length.ShouldBe((int)group["figures"]!["count"]!);
            // A ticket counts once with each of its two tags.
            if (split != "tag" || (string?)group["key"] == _tag) groups.Add(((string?)group["key"] ?? "", tickets));
        }

        return [.. groups];
    }

    private static string Shown(params (string Key, Guid[] Tickets)[] groups) => string.Join('\n', groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join(' ', g.Tickets.Order())}"));

    private async Task<Guid[]> Listed(string link)
    {
        var seen = new List<Guid>();
        for (var path = link.Replace("/api/v1", "", StringComparison.Ordinal) + "&limit=2"; ;)
        {
            var page = await door.Manager.Get(path);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body.ToJsonString());
            seen.AddRange(page.Items.Select(i => (Guid)i["ticket"]!["id"]!));
            if ((string?)page.Body["next"] is not { } next) return [.. seen];
            path = $"{path.Split("&after=")[0]}&after={next}";
        }
    }

    private async Task<string[]> File(string path)
    {
        using var answer = await door.Agent.GetAsync("/api/v1" + path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        return (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Of the hours every organisation begins with: Monday to Friday, 08:00 to 18:00.</summary>
    private static double OpenSeconds(DateTimeOffset from, DateTimeOffset to)
    {
        var (zone, minutes) = (TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"), 0);
        for (var at = from; at < to; at = at.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            if (local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.Hour is >= 8 and < 18) minutes++;
        }

        return minutes * 60;
    }
}
