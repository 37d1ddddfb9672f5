using System.Text.Json;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Mail;

/// <summary>What Survey decided about the given tickets and orders: to ask, or why not. Each decision comes a moment after its trigger.</summary>
internal sealed class Decisions(Work work, IReadOnlyCollection<string> triggers)
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(90);
    private readonly HashSet<string> _triggers = [.. triggers];

    /// <summary>Waits until there is one about each of these.</summary>
    public async Task Until(IReadOnlyCollection<string> expected)
    {
        var missing = expected.Count;
        if (!await work.Run.Until(s_within, async () => (missing = expected.Except((await Now()).Select(i => i.GetProperty("triggerId").GetString()!)).Count()) == 0))
            work.Run.Fail(new Fault($"{work.Organisation.Slug}: invitations", "loop.not-decided", $"About {missing} of {expected.Count} solved tickets there is no decision within {s_within.TotalSeconds:0} s."));
    }

    public async Task<IReadOnlyList<JsonElement>> Now()
    {
        var decided = new List<JsonElement>();
        await foreach (var invitation in work.Organisation.Manager.List("/api/v1/survey-invitations", work.Stop))
            if (_triggers.Contains(invitation.GetProperty("triggerId").GetString()!)) decided.Add(invitation);
        return decided;
    }
}
