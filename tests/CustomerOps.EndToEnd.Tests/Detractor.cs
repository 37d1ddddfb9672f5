using System.Net;
using System.Text.Json.Nodes;
using Shouldly;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>An unhappy customer's way, step by step; between two steps anything may happen.</summary>
internal sealed class Detractor(RunningSystem system)
{
    private readonly Api _agent = system.As("nordlys", "agent");
    private string _ticket = "", _token = "";

    public string Email { get; } = $"detractor-{Guid.NewGuid():n}@example.com";

    public IReadOnlyList<Func<Task>> Steps => [Write, Solve, OpenMail, Complain, Reached];

    private async Task Write()
    {
        var created = await _agent.Send(HttpMethod.Post, "/api/v1/tickets", new
        {
            channel = "email", subject = "Pakken er ikke kommet", body = "Hei, hvor er pakken min? Jeg har ventet i to uker.", requester = new { email = Email, name = "Kari Hansen" },
        }, expected: HttpStatusCode.Created);
        _ticket = created.Body["id"]!.GetValue<string>();
    }

    private async Task Solve()
    {
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            var read = await _agent.Send(HttpMethod.Get, $"/api/v1/tickets/{_ticket}");
            var solved = await _agent.Send(HttpMethod.Put, $"/api/v1/tickets/{_ticket}/solution", new { summary = "Sendt på nytt." }, read.ETag);
            if (solved.Status == HttpStatusCode.OK) return;
            // 412: routing assigned it meanwhile.
            (solved.Status == HttpStatusCode.PreconditionFailed && DateTime.UtcNow < deadline).ShouldBeTrue($"{solved.Status} {solved.Body}");
        }
    }

    private async Task OpenMail() => _token = await system.Mailbox.Token(Email);

    private async Task Complain()
    {
        var nobody = system.AsNobody();
        var form = await nobody.Get($"/api/v1/survey-answers/{_token}");
        var answers = form["questions"]!.AsArray().Select(q => new { question = q!["id"]!.GetValue<string>(), value = (object)(q["type"]!.GetValue<string>() switch { "nps" => 2, "csat" => 2, "ces" => 3, _ => "Altfor sent." }) });
        var answered = await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{_token}", new { answers });
        // Already answered: the try whose answer was lost had arrived.
        answered.Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
    }

    private async Task Reached() => await Until.Finds(FollowUps, f => f.Count > 0, 120);

    /// <summary>However often anything died: one invitation, one mail, one follow-up.</summary>
    public async Task ShouldHaveHappenedOnce()
    {
        await Task.Delay(1_500);
        (await FollowUps()).Count.ShouldBe(1, "follow-ups");
        var invitations = (await _agent.Get($"/api/v1/survey-invitations?ticketId={_ticket}"))["items"]!.AsArray();
        invitations.Count.ShouldBe(1, "invitations");
        var mails = await system.Mailbox.MailsTo(Email);
        mails.Select(m => m!["messageId"]?.GetValue<string>() ?? m["headers"]!["message-id"]!.GetValue<string>()).Distinct().Count().ShouldBe(1, "mails");
    }

    private async Task<JsonArray> FollowUps() =>
        (await _agent.Get($"/api/v1/tickets?origin=survey-follow-up&requester={Email}"))["items"]!.AsArray();
}
