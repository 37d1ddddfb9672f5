using System.Globalization;
using System.Text.Json;
using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Mail;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Loading;

/// <param name="Value">Null without answers.</param>
internal sealed record Score(string Metric, double? Value, long N, double? Low, double? High);

/// <summary>What the loop came to.</summary>
/// <param name="Invitations">How many of each status.</param>
/// <param name="Withheld">How many for each reason.</param>
internal sealed record Outcome(
    int Customers, int Orders, int Tickets, int Solved, IReadOnlyDictionary<string, int> Invitations, IReadOnlyDictionary<string, int> Withheld,
    Answered? Answered, int FollowUps, IReadOnlyList<Score> Scores, PlanResult? Plan);

/// <summary>After loading: solved tickets are surveyed, customers answer, bad answers become follow-ups; scores and a staffing plan come out.</summary>
internal sealed class RunLoop(LoadOptions options, Work work, Loaded loaded)
{
    private static readonly TimeSpan s_settledWithin = TimeSpan.FromSeconds(90);
    private readonly HashSet<string> _emails = [.. loaded.Customers.Select(c => c.Email.ToLowerInvariant())];

    private GatewayClient Manager => work.Organisation.Manager;

    public async Task<Outcome> Run()
    {
        var solved = await Solve();
        var decisions = new Decisions(work, [.. solved, .. loaded.Orders]);
        await decisions.Until(solved);
        var answered = await Answer();
        var invitations = await decisions.Now();
        return new Outcome(
            await Count("/api/v1/customers", c => c.GetProperty("email").GetString()), loaded.Orders.Count, loaded.Tickets.Count, solved.Count,
            Counted(invitations, "status"), Counted(invitations.Where(i => i.GetProperty("status").GetString() == "withheld"), "reason"),
            answered, await FollowUps(answered?.Detractors ?? 0), [await Score("nps"), await Score("csat"), await Score("ces")], await Plan());
    }

    /// <summary>Evenly over the file, which spreads them over customers and subjects alike.</summary>
    private async Task<IReadOnlyList<string>> Solve()
    {
        var count = Math.Min(options.Solve, loaded.Tickets.Count);
        var chosen = Enumerable.Range(0, count).Select(i => loaded.Tickets[(int)((long)i * loaded.Tickets.Count / count)]).ToList();
        await work.Run.Each("tickets solved", chosen, t => t.Line.Place, async ticket =>
        {
            var (name, by) = ($"{ticket.Line.Place}", ticket.Line.Number % 5 == 0 ? work.Organisation.As("senior") : work.Organisation.Agent);
            var about = ticket.Line.Value.Category.Replace('_', ' ');
            await work.Post($"{name}/reply", by, $"/api/v1/tickets/{ticket.Id}/messages", new
            {
                visibility = "public", body = $"Hello {ticket.Line.Value.Requester.Name},\n\nthank you for asking about {about}. I have looked into it and sent you what to do next.",
            });
            await work.Put($"{name}/solution", by, $"/api/v1/tickets/{ticket.Id}/solution", new { summary = $"Answered the question about {about}." });
        });
        return [.. chosen.Select(t => t.Id)];
    }

    private async Task<Answered?> Answer()
    {
        if (options.Mailbox is null) return null;
        using var mailbox = new Mailbox(options.Mailbox);
        return await new SimulatedCustomers(work, mailbox, options.Gateway, to => _emails.Contains(to.ToLowerInvariant()), options.Answering).Run();
    }

    private async Task<int> FollowUps(int atLeast)
    {
        var found = 0;
        if (!await work.Run.Until(s_settledWithin, async () => (found = await Count("/api/v1/tickets?origin=survey-follow-up", t => t.GetProperty("requester").GetProperty("email").GetString())) >= atLeast))
            work.Run.Fail(new Fault("follow-ups", "loop.not-followed-up", $"{found} follow-ups where {atLeast} detractors answered."));
        return found;
    }

    private async Task<int> Count(string list, Func<JsonElement, string?> email)
    {
        var count = 0;
        await foreach (var item in Manager.List(list, work.Stop))
            if (email(item) is { } address && _emails.Contains(address)) count++;
        return count;
    }

    private async Task<Score> Score(string metric)
    {
        var all = (await Manager.Get($"/api/v1/scores?metric={metric}", work.Stop))["groups"].EnumerateArray().First();
        return new Score(metric, Number("value"), all.GetProperty("n").GetInt64(), Number("low"), Number("high"));

        double? Number(string name) => all.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
    }

    /// <summary>An organisation without staff gets the team of its demo profile first.</summary>
    private async Task<PlanResult?> Plan()
    {
        if (!(await Manager.Get("/api/v1/people?limit=1", work.Stop)).Items.Any() && Profile.All.FirstOrDefault(p => p.Slug == options.Organisation) is { } profile) await HireTeam.Run(work, People.Team(profile));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        PlanResult? result = null;
        await work.Run.Attempt("staffing plan", async () => result = await PlanShifts.Week(work, ContactFile.Channel, today, PlanShifts.WeekOf(today.AddDays(7)), options.Aht));
        return result;
    }

    private static SortedDictionary<string, int> Counted(IEnumerable<JsonElement> items, string name) =>
        new(items.GroupBy(i => i.GetProperty(name).GetString() ?? "").ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);
}
