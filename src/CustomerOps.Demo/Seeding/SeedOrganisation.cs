using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Mail;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Seeding;

/// <summary>Everything a demo organisation has, through the public API, in the order it comes about.</summary>
internal sealed class SeedOrganisation(Profile profile, Work work, Mailbox? mailbox, Uri gateway, TimeProvider time)
{
    private const double AnsweringShare = 0.6, AhtSeconds = 300;
    private const string Planned = "phone";

    public async Task Run()
    {
        var (shoppers, team, today) = (People.Customers(profile), People.Team(profile), work.Journal.Day);
        var purchases = Orders.Of(profile, shoppers, today);
        await work.Run.Each($"{profile.Slug}: branches", profile.Branches, b => b.Code, branch =>
            work.Put($"branch/{branch.Code}", work.Organisation.As("admin"), $"/api/v1/organisation/branches/{branch.Code}", new { name = branch.Name, timeZone = branch.TimeZone }));
        var people = await HireTeam.Run(work, team);
        await PlanShifts.OnDuty(work, team, people, code => TimeZoneInfo.FindSystemTimeZoneById(profile.Branches.First(b => b.Code == code).TimeZone), time.GetUtcNow());
        await PublishArticles.Run(work, Articles());
        var orders = await PlaceOrders.Run(work, purchases);
        var agents = team.Where(c => c.Role == "agent").Select(c => people.GetValueOrDefault(c.Email)).OfType<string>().ToList();
        var solved = await HoldConversations.Run(work, Cases.Of(profile, shoppers, purchases, today), orders, agents);
        await Plan(today);
        if (mailbox is null) return;
        await new Decisions(work, solved).Until(solved);
        await new SimulatedCustomers(work, mailbox, gateway, to => to.EndsWith($"@customers.{profile.Slug}.example", StringComparison.Ordinal), AnsweringShare).Run();
    }

    private IReadOnlyList<Draft> Articles() => [.. from language in profile.Languages
        from article in Words.In(language).Articles
        select new Draft($"article/{language}/{article.Tag}", $"article {article.Tag} ({language})", article.Title, article.Body, language, article.Audience, article.Type, [article.Tag])];

    /// <summary>This week's rota and the next one's.</summary>
    private async Task Plan(DateOnly today)
    {
        foreach (var channel in ContactHistory.PeakByChannel.Keys) await PlanShifts.History(work, channel, profile.TimeZone, ContactHistory.Of(channel, profile.Seed, today));
        // One after the other: a solution works around what the others changed.
        foreach (var week in (string[])[PlanShifts.WeekOf(today), PlanShifts.WeekOf(today.AddDays(7))])
            await work.Run.Attempt($"{profile.Slug}: rota {week}", () => PlanShifts.Week(work, Planned, today, week, AhtSeconds));
    }
}
