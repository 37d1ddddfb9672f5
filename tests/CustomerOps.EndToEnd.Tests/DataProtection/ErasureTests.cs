using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.DataProtection;

/// <summary>A person is taken out of the whole running system, of all that it keeps, and nothing that it counts changes.</summary>
public sealed class ErasureTests(RunningSystem system)
{
    private const string Mailbox = "privacy@nordlys.example";

    [Fact]
    public async Task Nobody_finds_the_erased_anywhere_and_every_figure_stays()
    {
        await system.GiveMailbox(Mailbox, "nordlys");
        var (person, other, everywhere) = (new Life(system, "nordlys", Mailbox), new Life(system, "nordlys", Mailbox), new Everywhere(system));
        await person.Live();
        await other.Live();
        var planted = await everywhere.Find(person.Word);
        foreach (var service in (string[])["identity", "ticketing", "survey", "knowledge-base", "queue partner."]) planted.ShouldContain(p => p.StartsWith(service, StringComparison.Ordinal));
        foreach (var table in (string[])["webhook_deliveries", "bulk_runs", "companies", "customer_merges", "incident_updates", "views"]) planted.ShouldContain(p => p.Contains(table, StringComparison.Ordinal));
        // Whatever Ticketing orders, by a person or by itself, the mail service takes.
        planted.ShouldNotContain(p => p.Contains("mail.to-send_error", StringComparison.Ordinal));
        var figures = await Figures(person, other);

        await person.Erase();
        // What was on its way has arrived by then.
        await Task.Delay(2_000);
        (await everywhere.Find(person.Traces)).ShouldBeEmpty();
        (await Figures(person, other)).ShouldBe(figures);

        var export = await other.Export();
        other.Own.Append(other.Email).Append(other.Name).Append(other.Digits).Where(own => !export.Contains(own, StringComparison.Ordinal)).ShouldBeEmpty();
        export.ShouldNotContain("Nora Neighbour");
        foreach (var life in (Life[])[person, other]) await life.Leave();
    }

    [Fact]
    public async Task An_export_is_whole_and_tells_of_nobody_else()
    {
        await system.GiveMailbox(Mailbox, "nordlys");
        var (one, other) = (new Life(system, "nordlys", Mailbox), new Life(system, "nordlys", Mailbox));
        await one.Live();
        await other.Live();
        var export = await one.Export();
        one.Own.Append(one.Email).Append(one.Name).Append(one.Digits).Where(own => !export.Contains(own, StringComparison.Ordinal)).ShouldBeEmpty();
        other.Traces.Where(trace => export.Contains(trace, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        foreach (var part in (string[])["manifest.json", "ticketing/customers.ndjson", "ticketing/messages.ndjson", "survey/responses.ndjson", "identity/sessions.ndjson", "ticketing/order_actions.ndjson"]) export.ShouldContain(part);
        foreach (var life in (Life[])[one, other]) await life.Leave();
    }

    /// <summary>Of both people's tickets every report, and every score.</summary>
    private async Task<string> Figures(params Life[] people)
    {
        var (manager, said) = (system.As("nordlys", "manager"), new StringBuilder());
        foreach (var measure in (string[])["volume", "first-response", "resolution", "reopen-rate", "attainment"])
        {
            var report = await manager.Get($"/api/v1/reports/{measure}?by=tag");
            foreach (var person in people) said.AppendLine(report["groups"]!.AsArray().SingleOrDefault(g => g!["key"]?.GetValue<string>() == person.Tag)?.ToJsonString());
        }

        foreach (var metric in (string[])["nps", "csat"]) said.AppendLine((await manager.Get($"/api/v1/scores?metric={metric}"))["groups"]!.ToJsonString());
        var income = await manager.Get("/api/v1/opportunities/income");
        said.Append(income["open"]).Append(income["groups"]!.ToJsonString());
        said.ToString().Split('\n').Count(line => line.Contains(people[0].Tag, StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        return said.ToString();
    }
}
