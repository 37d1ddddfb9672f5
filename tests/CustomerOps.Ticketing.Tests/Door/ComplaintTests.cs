using System.Net;
using CustomerOps.Contracts.Survey;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A complaint from its registration to its end, and once more; what keeps to its time and what does not.</summary>
[Collection(DoorCollection.Name)]
public sealed class ComplaintTests(TicketingStack door)
{
    [Fact]
    public async Task A_complaint_keeps_its_ticket_open_until_the_customer_is_answered_and_is_closed_with_a_cause()
    {
        await door.Cause("late-delivery");
        var (ticket, complaint) = await door.Complaint(new { severity = "high", category = "delivery", wants = "The money back" });
        (complaint.Text("state"), complaint.Text("severity"), (int)complaint.Body["level"]!).ShouldBe(("registered", "high", 1));
        ((DateTimeOffset)complaint.Body["dueAt"]!).ShouldBe((DateTimeOffset)complaint.Body["acknowledgeBy"]!);
        var told = await door.Hear("ticketing.complaint-registered.v1", complaint.Id);
        ((string)told["severity"]!, (bool)told["repeated"]!).ShouldBe(("high", false));
        told.ToJsonString().ShouldNotContain("money");
        var customer = (string)complaint.Body["customerId"]!;
        (await OpenComplaints(customer)).ShouldBe(1);
        var refused = await Solve(ticket);
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "ticket.blocked"));
        refused.Text("detail").ShouldContain("Answer the complaint (delivery)");

        (await Step(complaint, "investigation")).Text("code").ShouldBe("complaint.not-acknowledged");
        var acknowledged = await Step(complaint, "acknowledgement", new { message = "We look into it." });
        (acknowledged.Text("state"), (DateTimeOffset)acknowledged.Body["dueAt"]!).ShouldBe(("acknowledged", (DateTimeOffset)acknowledged.Body["answerBy"]!));
        (await Step(complaint, "acknowledgement", new { message = "Again." })).ETag.ShouldBe(acknowledged.ETag);
        (await Step(complaint, "investigation")).Text("state").ShouldBe("investigating");
        (await Answer(door.Agent, complaint, "upheld")).Text("code").ShouldBe("complaint.remedy-missing");
        (await Answer(door.Agent, complaint, "withdrawn")).Text("code").ShouldBe("complaint.outcome");
        (await Remedy(complaint, new { kind = "apology" })).Status.ShouldBe(HttpStatusCode.Created);
        var answered = await Answer(door.Agent, complaint, "upheld");
        (answered.Text("state"), answered.Text("outcome"), answered.Body["dueAt"]).ShouldBe(("answered", "upheld", null));
        (await Answer(door.Agent, complaint, "upheld")).ETag.ShouldBe(answered.ETag);
        (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Where(m => (string)m["visibility"]! == "public").Select(m => (string)m["body"]!).Skip(1).ShouldBe(["We look into it.", "You are right."]);
        ((string)(await door.Hear("ticketing.complaint-answered.v1", complaint.Id))["outcome"]!).ShouldBe("upheld");

        (await Step(complaint, "closure")).Text("code").ShouldBe("complaint.cause-missing");
        var changed = await door.Agent.PutFresh($"/complaints/{complaint.Id}", "", new { severity = "high", category = "delivery", cause = "late-delivery" });
        changed.Text("cause").ShouldBe("late-delivery", changed.Body.ToJsonString());
        (await Step(complaint, "closure")).Text("state").ShouldBe("closed");
        ((string)(await door.Hear("ticketing.complaint-closed.v1", complaint.Id))["cause"]!).ShouldBe("late-delivery");
        (await door.Agent.PutFresh($"/complaints/{complaint.Id}", "", new { severity = "low", category = "delivery" })).Text("code").ShouldBe("complaint.closed");
        (await OpenComplaints(customer)).ShouldBe(0);
        (await Solve(ticket)).Text("state").ShouldBe("solved");
        (await door.Agent.Get($"/customers/{customer}/timeline?limit=100")).Items.Select(e => (string)e["kind"]!).Where(k => k.StartsWith("complaint-", StringComparison.Ordinal)).ShouldBe(["complaint-closed", "complaint-answered", "complaint-registered"]);
    }

    [Fact]
    public async Task What_is_withdrawn_keeps_nothing_open_and_a_ticket_that_stayed_solved_closes_what_was_answered()
    {
        await door.Cause("late-delivery");
        var (ticket, first) = await door.Complaint();
        (await Step(first, "withdrawal", new { reason = "It came" })).Body["outcome"]!.GetValue<string>().ShouldBe("withdrawn");
        (await Step(first, "review", new { reason = "Not so" })).Text("code").ShouldBe("complaint.withdrawn");
        var second = await door.Agent.Post($"/tickets/{ticket}/complaints", new { severity = "low", category = "delivery", cause = "late-delivery" });
        second.Text("severity").ShouldBe("low", "a withdrawn one makes none a repeated one");
        await Answer(door.Agent, second, "not-upheld");
        await Solve(ticket);
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
        await door.Eventually(async () => (await door.Agent.Get($"/complaints/{second.Id}")).Text("state") == "closed", "it is closed with its ticket");
        (await door.Agent.Get($"/tickets/{ticket}/complaints")).Items.Select(c => (Guid)c["id"]!).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public async Task Answered_without_a_cause_it_is_told_of_and_ends_by_itself_when_nobody_names_one()
    {
        var (ticket, complaint) = await door.Complaint();
        await Answer(door.Agent, complaint, "not-upheld");
        await Solve(ticket);
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
        var missing = await door.Hear("ticketing.complaint-cause-missing.v1", complaint.Id);
        ((DateTimeOffset)missing["endsAt"]!).ShouldBeInRange(DateTimeOffset.UtcNow.AddDays(14), DateTimeOffset.UtcNow.AddDays(3_651));
        (await door.Agent.Get($"/complaints/{complaint.Id}")).Text("state").ShouldBe("answered");
        (await Step(complaint, "closure")).Text("code").ShouldBe("complaint.cause-missing");
        await door.Eventually(async () => await Due("complaint-left", complaint.Id) == 1, "its last day comes");
        await door.Eventually(async () => (await door.Agent.Get($"/complaints/{complaint.Id}")).Text("state") == "closed", "it is closed");
        ((string?)(await door.Hear("ticketing.complaint-closed.v1", complaint.Id))["cause"]).ShouldBeNull();
    }

    [Fact]
    public async Task Taken_up_again_it_does_not_end_on_the_first_answers_last_day()
    {
        var (ticket, complaint) = await door.Complaint();
        await Answer(door.Agent, complaint, "not-upheld");
        await Solve(ticket);
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
        await door.Hear("ticketing.complaint-cause-missing.v1", complaint.Id);
        (await Step(complaint, "review", new { reason = "Not right" })).Text("state").ShouldBe("investigating");
        (await Answer(door.Manager, complaint, "not-upheld")).Text("state").ShouldBe("answered");
        await door.Eventually(async () => await Due("complaint-left", complaint.Id) == 1, "the first answer's last day");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'complaint-left' and body like '%{complaint.Id}%'") == 0, "it came");
        (await door.Agent.Get($"/complaints/{complaint.Id}")).Text("state").ShouldBe("answered");
    }

    [Fact]
    public async Task Its_times_are_warned_of_once_and_what_is_late_goes_up_to_the_managers()
    {
        var (ticket, complaint) = await door.Complaint(new { severity = "high", category = "delivery" });
        await Due("complaint-soon", complaint.Id);
        await door.Eventually(() => Task.FromResult(door.Taken("ticketing.complaint-due-soon.v1", complaint.Id).Count == 2), "both are warned of");
        door.Taken("ticketing.complaint-due-soon.v1", complaint.Id).Select(w => (string)w["duty"]!).Order().ShouldBe(["acknowledgement", "answer"]);
        await Due("complaint-late", complaint.Id, "acknowledgement");
        ((string)(await door.Hear("ticketing.complaint-overdue.v1", complaint.Id))["duty"]!).ShouldBe("acknowledgement");
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("supervisor");
        (await door.Agent.Get($"/complaints/{complaint.Id}")).Body["acknowledgementMissedAt"].ShouldNotBeNull();
        await Due("complaint-late", complaint.Id, "answer");
        await door.Eventually(() => Task.FromResult(door.Taken("ticketing.complaint-overdue.v1", complaint.Id).Count == 2), "both are late");
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("manager");
        (await door.Manager.Get($"/tickets/{ticket}/extreme-case")).Status.ShouldBe(HttpStatusCode.OK, "a manager is called");
        ((bool)(await Answer(door.Manager, complaint, "not-upheld")).Body["answers"]![0]!["late"]!).ShouldBeFalse("its time is still to come; only the look was brought forward");
    }

    [Fact]
    public async Task Another_severity_sets_other_times_and_what_was_planned_before_is_out_of_date()
    {
        var (_, complaint) = await door.Complaint(new { severity = "low", category = "delivery" });
        var before = (DateTimeOffset)complaint.Body["answerBy"]!;
        var graver = await door.Agent.PutFresh($"/complaints/{complaint.Id}", "", new { severity = "critical", category = "delivery" });
        ((DateTimeOffset)graver.Body["answerBy"]!).ShouldBeLessThan(before);
        await door.Execute($"update due_messages set due_at = now() where name = 'complaint-late' and body::jsonb ->> 'complaintId' = '{complaint.Id}' and (body::jsonb ->> 'dueAt')::timestamptz = '{before:O}'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'complaint-late' and body::jsonb ->> 'complaintId' = '{complaint.Id}'") == 3, "the old look came");
        (await door.Agent.Get($"/complaints/{complaint.Id}")).Body["answerMissedAt"].ShouldBeNull();
    }

    [Fact]
    public async Task A_customer_who_is_not_content_is_answered_once_more_by_somebody_else()
    {
        using var supervisor = door.Stack.Client("nordlys", "supervisor");
        var (ticket, complaint) = await door.Complaint();
        (await Step(complaint, "review", new { reason = "x" })).Text("code").ShouldBe("complaint.open");
        await Answer(door.Agent, complaint, "not-upheld");
        await Solve(ticket);
        var again = await Step(complaint, "review", new { reason = "The courier never rang" });
        (again.Text("state"), (int)again.Body["level"]!, (Guid)again.Body["ticketId"]!).ShouldBe(("investigating", 2, ticket));
        var opened = await door.Agent.Get($"/tickets/{ticket}");
        (opened.Text("state"), opened.Text("tier")).ShouldBe(("open", "supervisor"));
        await door.Hear("ticketing.complaint-reopened.v1", complaint.Id);
        (await Answer(door.Agent, complaint, "not-upheld")).Text("code").ShouldBe("complaint.same-person");
        await Remedy(complaint, new { kind = "apology" });
        var last = await Answer(supervisor, complaint, "partly-upheld");
        last.Body["answers"]!.AsArray().Select(a => ((int)a!["level"]!, (string)a["outcome"]!)).ShouldBe([(1, "not-upheld"), (2, "partly-upheld")]);
        (await Step(complaint, "review", new { reason = "x" })).Text("code").ShouldBe("complaint.reviewed");
    }

    [Fact]
    public async Task On_a_ticket_that_is_closed_the_second_look_goes_on_in_a_new_one()
    {
        var (ticket, complaint) = await door.Complaint();
        await Answer(door.Agent, complaint, "not-upheld");
        await Solve(ticket);
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}")).Text("state") == "closed", "it is closed");
        var again = await Step(complaint, "review", new { reason = "Not right" });
        var next = await door.Agent.Get($"/tickets/{again.Body["ticketId"]}");
        ((Guid)next.Body["followsTicketId"]!, next.Text("queue")).ShouldBe((ticket, "supervisors"));
        (await Solve(next.Id)).Text("code").ShouldBe("ticket.blocked");
        (await door.Agent.Get($"/tickets/{ticket}/complaints")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_customer_sees_their_own_complaints_and_may_ask_for_a_second_look_themselves()
    {
        var email = Calls.NewAddress();
        var (ticket, complaint) = await door.Complaint(new { severity = "low", category = "delivery", wants = "noted inside" }, email);
        await door.Complaint();
        using var customer = await door.SignedIn("nordlys", email);
        var path = $"/my-complaints/{complaint.Id}";
        var open = await customer.Get(path);
        (open.Text("state"), open.Body["reviewUntil"]).ShouldBe(("registered", null));
        foreach (var word in (string[])["severity", "owner", "noted inside", "registeredBy"]) open.Body.ToJsonString().ShouldNotContain(word);
        (await customer.Get("/my-complaints")).Items.Select(c => (Guid)c["id"]!).ShouldBe([complaint.Id]);
        (await customer.PutFresh(path, "/review", new { reason = "Too slow" })).Text("code").ShouldBe("complaint.open");

        await Answer(door.Agent, complaint, "not-upheld");
        await Solve(ticket);
        (await customer.Get(path)).Body["reviewUntil"].ShouldNotBeNull();
        var again = await customer.PutFresh(path, "/review", new { reason = "The courier never rang" });
        (again.Text("state"), (int)again.Body["level"]!).ShouldBe(("investigating", 2), again.Body.ToJsonString());
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("supervisor");
        var said = (await door.Agent.Get($"/tickets/{ticket}/messages")).Items[^1];
        ((string)said["authorKind"]!, (string)said["body"]!).ShouldBe(("customer", "The courier never rang"));

        using var other = await door.SignedIn("nordlys", Calls.NewAddress());
        (await other.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Call(HttpMethod.Put, path + "/review", new { reason = "x" }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stack.Client("nordlys", "customer").Get("/my-complaints")).Items.ShouldBeEmpty();
        (await door.Agent.Get("/my-complaints")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await customer.Get($"/complaints/{complaint.Id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_bad_survey_answer_becomes_a_complaint_by_one_call_once()
    {
        var email = Calls.NewAddress();
        var original = await door.Agent.CreateTicket(email);
        var response = Guid.CreateVersion7();
        await door.Tell(new SurveyAnswered(response, Guid.CreateVersion7(), Guid.CreateVersion7(), "ticket", original.Id, (Guid)original.Body["requester"]!["id"]!, email, "en", 0, null, null, "Nobody called", DateTimeOffset.UtcNow));
        await door.Eventually(async () => (await door.Agent.Get($"/tickets?origin=survey-follow-up&requester={email}")).Items.Count == 1, "a follow-up");
        var followUp = (Guid)(await door.Agent.Get($"/tickets?origin=survey-follow-up&requester={email}")).Items[0]["id"]!;
        var made = await door.Agent.Post($"/tickets/{followUp}/complaints", new { });
        (made.Status, made.Text("severity"), made.Text("category"), (Guid)made.Body["surveyResponseId"]!).ShouldBe((HttpStatusCode.Created, "high", "survey-answer", response));
        (await door.Agent.Post($"/tickets/{followUp}/complaints", new { })).Text("code").ShouldBe("complaint.survey-answer-taken");
        (await door.Agent.Post($"/tickets/{original.Id}/complaints", new { })).Text("code").ShouldBe("complaint.severity-missing");
    }

    [Fact]
    public async Task What_was_complained_of_on_a_merged_ticket_keeps_the_one_that_goes_on_open()
    {
        var email = Calls.NewAddress();
        var (source, target) = ((await door.Agent.CreateTicket(email)).Id, (await door.Agent.CreateTicket(email)).Id);
        var complaint = await door.Agent.Post($"/tickets/{source}/complaints", new { severity = "low", category = "delivery" });
        (await door.Agent.PutFresh($"/tickets/{source}", "/merge", new { intoTicketId = target })).Text("state").ShouldBe("closed");
        (await Solve(target)).Text("detail").ShouldContain("Answer the complaint");
        (await Answer(door.Agent, complaint, "not-upheld")).Text("state").ShouldBe("answered");
        (await door.Agent.Get($"/tickets/{target}/messages")).Items.Select(m => (string)m["body"]!).ShouldContain("You are right.");
        (await Solve(target)).Text("state").ShouldBe("solved");
        (await door.Agent.Get($"/tickets/{target}/complaints")).Items.Count.ShouldBe(1);
    }

    private Task<Answer> Step(Answer complaint, string step, object? body = null) => door.Agent.PutFresh($"/complaints/{complaint.Id}", $"/{step}", body ?? new { });

    private static Task<Answer> Answer(HttpClient by, Answer complaint, string outcome) => by.PutFresh($"/complaints/{complaint.Id}", "/answer", new { outcome, answer = "You are right." });

    private Task<Answer> Remedy(Answer complaint, object remedy) => door.Agent.Post($"/complaints/{complaint.Id}/remedies", remedy);

    private Task<Answer> Solve(Guid ticket) => door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "Settled" });

    private async Task<int> OpenComplaints(string customer) => (int)(await door.Agent.Get($"/customers/{customer}")).Body["openComplaints"]!;

    private Task<int> Due(string name, Guid complaint, string? duty = null) =>
        door.Execute($"update due_messages set due_at = now() where name = '{name}' and body::jsonb ->> 'complaintId' = '{complaint}'" + (duty is null ? "" : $" and body::jsonb ->> 'duty' = '{duty}'"));
}
