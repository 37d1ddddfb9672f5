using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Telemetry;

/// <summary>What an operator sees of one customer's case: one trace through every process, and numbers of the business.</summary>
public sealed class TraceTests(RunningSystem system)
{
    [Fact]
    public async Task One_trace_leads_from_the_request_over_outbox_broker_and_consumer_to_the_mail()
    {
        using var recording = system.Record();
        var (email, trace) = ($"traced-{Guid.NewGuid():n}@example.com", Guid.NewGuid().ToString("n"));
        var agent = system.As("nordlys", "agent");
        var ticket = await agent.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "email", subject = "Traced", body = "Where is it?", requester = new { email, name = "T" } }, expected: HttpStatusCode.Created);
        using var client = system.Client("nordlys", "agent");
        await Until.Finds(() => Solve(client, $"/api/v1/tickets/{ticket.Body["id"]}/solution", trace), status => status == HttpStatusCode.OK, 30);
        await Until.Finds(() => system.Mailbox.MailsTo(email), m => m.Count > 0, 90);

        (string Service, string Step)[] way =
        [
            ("gateway", "PUT /api/v1/tickets/{**rest}"), ("ticketing", "PUT /api/v1/tickets/{id:guid}/solution"), ("ticketing", "publish ticketing.ticket-solved.v1"), ("survey", "handle ticketing.ticket-solved.v1"),
            ("survey", "publish mail.mail-to-send.v1"), ("mail", "mail.to-send process"), ("survey", "handle mail.mail-sent.v1"), ("survey", "publish survey.survey-invited.v1"), ("ticketing", "handle survey.survey-invited.v1"),
        ];
        var (steps, _) = await Until.Finds(() => Task.FromResult(Steps(recording, trace)), s => way.All(w => s.Any(x => x.Service == w.Service && x.Name.StartsWith(w.Step, StringComparison.Ordinal))), 30, s => string.Join("; ", s.Select(x => $"{x.Service}: {x.Name}")));
        // Nothing hangs in the air: each step was called by another of the same trace, but for the first, which ours called.
        steps.Count(s => steps.All(other => other.SpanId != s.ParentId)).ShouldBe(1);
        steps.ShouldAllBe(s => !s.Name.Contains(email));
    }

    [Fact]
    public async Task The_business_is_told_in_numbers_of_few_kinds_that_name_nobody()
    {
        using var recording = system.Record();
        var customer = new Detractor(system);
        foreach (var step in customer.Steps) await step();
        string[] wanted = ["customerops.tickets.open", "customerops.surveys.answered", "customerops.surveys.nps", "customerops.outbox.lag", "customerops.outbox.waiting", "customerops.error_queues.messages", "customerops.consumers.paused", "customerops.mail.out"];
        await Until.Finds(() => Task.FromResult(recording.Measurements.Select(m => m.Name).ToHashSet()), names => wanted.All(names.Contains), 60, names => string.Join("; ", names));
        var ours = recording.Measurements.Where(m => m.Name.StartsWith("customerops.", StringComparison.Ordinal)).SelectMany(m => m.Points.Select(p => (m.Service, m.Name, p))).ToList();
        foreach (var metric in ours.GroupBy(o => (o.Service, o.Name)))
            metric.Select(o => string.Join(',', o.p.Tags.OrderBy(t => t.Key).Select(t => $"{t.Key}={t.Value}"))).Distinct().Count().ShouldBeLessThan(40, $"{metric.Key}");
        ours.SelectMany(o => o.p.Tags.Values).Where(v => v.Contains('@') || Guid.TryParse(v, out _)).ShouldBeEmpty();
        ours.Where(o => o.Name == "customerops.tickets.open").ShouldContain(o => o.p.Value > 0);
        ours.Last(o => o.Name == "customerops.surveys.nps").p.Value.ShouldBeInRange(-100, 100);
    }

    private static List<Span> Steps(Recording recording, string trace) => [.. recording.Spans.Where(s => s.TraceId == trace || s.LinkedTraces.Contains(trace))];

    private static async Task<HttpStatusCode> Solve(HttpClient client, string path, string trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { summary = "Found." }), Headers = { { "If-Match", "*" } } };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
