using System.Collections.Concurrent;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Generating;

namespace CustomerOps.Demo.Steps;

/// <summary>Cases as they are worked on: taken in, answered, noted, handed up, settled.</summary>
internal static class HoldConversations
{
    /// <returns>The ids of the solved tickets.</returns>
    public static async Task<IReadOnlyCollection<string>> Run(Work work, IReadOnlyList<SupportCase> cases, IReadOnlyDictionary<int, string> orders, IReadOnlyList<string> agents)
    {
        var solved = new ConcurrentBag<string>();
        await work.Run.Each($"{work.Organisation.Slug}: tickets", cases, c => $"ticket {c.Number}", async given =>
        {
            var id = await One(work, given, orders, agents);
            if (given.Ending == Ending.Solved) solved.Add(id);
        });
        return solved;
    }

    private static async Task<string> One(Work work, SupportCase given, IReadOnlyDictionary<int, string> orders, IReadOnlyList<string> agents)
    {
        var (name, agent) = ($"ticket/{given.Number}", work.Organisation.Agent);
        var id = await work.Post(name, agent, "/api/v1/tickets", new
        {
            channel = given.Channel, subject = given.Subject, body = given.Body, requester = new { email = given.Shopper.Email, name = given.Shopper.Name },
            language = given.Shopper.Language, priority = given.Priority, orderId = given.Order is { } order ? orders.GetValueOrDefault(order) : null, tags = (string[])[given.Words.Topic, given.Words.Skill],
        });
        var ticket = $"/api/v1/tickets/{id}";
        if (given.Ending == Ending.Untouched) return id;
        if (given.Number % 3 == 0 && agents.Count > 0) await work.Put($"{name}/assignee", agent, $"{ticket}/assignee", new { personId = agents[given.Number / 3 % agents.Count] });
        await Say($"{name}/reply", agent, given.Reply);
        if (given.Noted) await Say($"{name}/note", agent, given.Words.Note, visibility: "internal");
        var settles = agent;
        if (given.Tier is { } tier)
        {
            await work.Put($"{name}/escalation", agent, $"{ticket}/escalation", new { tier, reason = given.Words.Note });
            settles = work.Organisation.As(tier);
        }

        if (given.Replies) await Say($"{name}/answer", settles, given.Words.Customer, author: "customer");
        if (given.Ending == Ending.Waiting) await work.Put($"{name}/wait", settles, $"{ticket}/wait", new { state = given.Number % 2 == 0 ? "pending" : "on-hold", reason = given.Words.Note });
        if (given.Ending == Ending.Solved) await work.Put($"{name}/solution", settles, $"{ticket}/solution", new { summary = given.Words.Solution });
        return id;

        Task Say(string key, GatewayClient by, string body, string visibility = "public", string author = "staff") =>
            work.Post(key, by, $"{ticket}/messages", new { visibility, body, author });
    }
}
