using System.Net;
using System.Text.Json;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Mail;

/// <summary>How customers took the invitations.</summary>
internal sealed record Answered(int Letters, int Answers, int Detractors, int Silent);

/// <summary>
/// Customers who open their mail, follow the one-time link and answer through the public API. Who answers throws the mail away; the mails of the
/// others stay in the mailbox for whoever wants to try a link.
/// </summary>
internal sealed class SimulatedCustomers(Work work, Mailbox mailbox, Uri gateway, Func<string, bool> isOurs, double answering)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1), s_giveUp = TimeSpan.FromSeconds(45);
    private const int QuietLooks = 4;
    private readonly HashSet<string> _seen = [];
    private int _letters, _answers, _detractors, _silent;

    /// <summary>Reads until no invitation is under way and nothing more comes; a mail that does not come at all is not waited for for ever.</summary>
    public async Task<Answered> Run()
    {
        using var customer = new GatewayClient(gateway, null);
        var step = work.Run.Begin($"{work.Organisation.Slug}: survey mails", 0);
        var last = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < QuietLooks && TimeProvider.System.GetElapsedTime(last) < s_giveUp;)
        {
            var fresh = (await mailbox.Read(work.Stop)).Where(l => l.Token is not null && isOurs(l.To) && _seen.Add(l.Id)).ToList();
            await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = work.Stop }, async (letter, _) =>
            {
                if (await work.Run.Attempt($"survey mail to {letter.To}", () => Open(letter, customer))) step.Succeeded();
                else step.NotDone();
            });
            if (fresh.Count > 0) last = TimeProvider.System.GetTimestamp();
            quiet = fresh.Count > 0 || await Underway() ? 0 : quiet + 1;
            if (quiet < QuietLooks) await Task.Delay(s_pause, work.Stop);
        }

        step.End();
        return new Answered(_letters, _answers, _detractors, _silent);
    }

    private async Task Open(Letter letter, GatewayClient customer)
    {
        Interlocked.Increment(ref _letters);
        if (!Mood.Answers(letter.To, answering))
        {
            Interlocked.Increment(ref _silent);
            return;
        }

        try
        {
            await Answer(letter, customer);
        }
        catch (GatewayProblem problem) when (problem.Code == "survey.already-answered")
        {
            // An earlier run was stopped between the answer and the wastebasket.
        }
        catch (GatewayProblem problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            // A link of an earlier installation, or one that has ended.
            return;
        }

        await mailbox.Discard(letter.Id, work.Stop);
    }

    private async Task Answer(Letter letter, GatewayClient customer)
    {
        var path = $"/api/v1/survey-answers/{letter.Token}";
        var form = await customer.Get(path, work.Stop);
        var (mood, words) = (Mood.Of(letter.To), Words.In(form["language"].GetString() ?? "en"));
        var answers = form["questions"].EnumerateArray().Select(q => new { question = q.GetProperty("id").GetString(), value = Value(q, mood, words) }).Where(a => a.value is not null).ToList();
        await customer.Post(path, new { answers }, null, work.Stop);
        Interlocked.Increment(ref _answers);
        if (mood.Nps <= 6) Interlocked.Increment(ref _detractors);
    }

    private static object? Value(JsonElement question, Mood mood, Words words) => question.GetProperty("type").GetString() switch
    {
        "nps" => mood.Nps,
        "csat" => mood.Csat,
        "ces" => mood.Ces,
        "text" => mood.Comment(words),
        "single-choice" => question.GetProperty("options").EnumerateArray().First().GetProperty("id").GetString(),
        _ => null,
    };

    /// <summary>Invitations that are decided and whose mail has not been taken yet.</summary>
    private async Task<bool> Underway()
    {
        foreach (var status in (string[])["scheduled", "sending"])
            if ((await work.Organisation.Manager.Get($"/api/v1/survey-invitations?status={status}&limit=1", work.Stop)).Items.Any()) return true;
        return false;
    }
}
