using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What an organisation says of complaints: times, causes, who approves, what counts as repeated, and how they are dealt with.</summary>
[Collection(DoorCollection.Name)]
public sealed class ComplaintRuleTests(TicketingStack door)
{
    [Fact]
    public async Task What_costs_is_approved_by_all_that_it_comes_to_and_never_by_oneself()
    {
        using var supervisor = door.Stack.Client("nordlys", "supervisor");
        using var senior = door.Stack.Client("nordlys", "senior");
        await SetPolicy();
        var (_, complaint) = await door.Complaint();
        var path = $"/complaints/{complaint.Id}";
        var small = await Remedy(path, new { kind = "voucher", amount = 30, currency = "EUR" });
        ((string)small.Body["remedies"]![0]!["state"]!).ShouldBe("agreed");
        var half = await Remedy(path, new { kind = "discount", amount = 30, currency = "EUR" });
        ((string)half.Body["remedies"]![1]!["state"]!, (string)half.Body["remedies"]![1]!["approver"]!).ShouldBe(("awaiting-approval", "supervisor"));
        await door.Hear("ticketing.complaint-remedy-awaits-approval.v1", complaint.Id);
        var remedy = $"/remedies/{half.Body["remedies"]![1]!["id"]}";
        (await door.Agent.PutFresh(path, "/answer", new { outcome = "upheld", answer = "Yes" })).Text("code").ShouldBe("complaint.remedy-undecided");
        (await door.Agent.PutFresh(path, remedy + "/approval", new { approved = true })).Text("code").ShouldBe("complaint.own-approval");
        (await senior.PutFresh(path, remedy + "/approval", new { approved = true })).Text("code").ShouldBe("complaint.approval-role");
        ((string)(await supervisor.PutFresh(path, remedy + "/approval", new { approved = true, note = "A regular" })).Body["remedies"]![1]!["state"]!).ShouldBe("agreed");
        (await supervisor.PutFresh(path, remedy + "/approval", new { approved = false })).Text("code").ShouldBe("complaint.remedy-decided");
        ((string)(await door.Agent.DeleteFresh(path, remedy)).Body["remedies"]![1]!["state"]!).ShouldBe("withdrawn");
        ((string)(await Remedy(path, new { kind = "voucher", amount = 20, currency = "EUR" })).Body["remedies"]![2]!["state"]!).ShouldBe("agreed", "what was taken back costs nothing");
        (await door.Agent.PutFresh(path, $"/remedies/{Guid.NewGuid()}/approval", new { approved = true })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Money_goes_back_by_an_action_on_the_customers_order_and_is_not_told_of_before_it_may()
    {
        var email = Calls.NewAddress();
        var order = (await door.Partner.Post("/orders", Calls.Order($"C-{Guid.NewGuid():n}", "delivered", email))).Id;
        var (_, complaint) = await door.Complaint(new { severity = "low", category = "billing", orderId = order, sku = "LAMP" }, email);
        var path = $"/complaints/{complaint.Id}";
        (await Remedy(path, new { kind = "refund" })).Text("code").ShouldBe("complaint.refund-by-action");
        (await Remedy(path, new { kind = "refund", orderActionId = Guid.NewGuid() })).Text("code").ShouldBe("complaint.order-action-unknown");
        (await Remedy(path, new { kind = "apology", orderActionId = Guid.NewGuid() })).Text("code").ShouldBe("complaint.remedy-no-action");
        (await Remedy(path, new { kind = "apology", amount = 5, currency = "EUR" })).Text("code").ShouldBe("complaint.remedy-amount");
        (await Remedy(path, new { kind = "voucher", amount = 5 })).Text("code").ShouldBe("complaint.remedy-currency");

        await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse("""{ "rules": [{ "id": "fix", "action": "billing-correction", "statuses": ["delivered"], "approvals": [{ "above": 0, "role": "supervisor" }], "text": "A wrong charge is put right." }] }""")!);
        var action = await door.Agent.Post($"/orders/{order}/actions", new { action = "billing-correction", amount = 5, reason = "charged twice" });
        action.Status.ShouldBe(HttpStatusCode.Created, action.Body.ToJsonString());
        var refund = await Remedy(path, new { kind = "refund", orderActionId = action.Id });
        ((decimal)refund.Body["remedies"]![0]!["amount"]!, (string)refund.Body["remedies"]![0]!["currency"]!).ShouldBe((5m, "EUR"));
        (await Remedy(path, new { kind = "refund", orderActionId = action.Id })).Text("code").ShouldBe("complaint.remedy-twice");
        (await door.Agent.PutFresh(path, "/answer", new { outcome = "upheld", answer = "Yes" })).Text("code").ShouldBe("complaint.remedy-undecided");
        await door.Stack.Client("nordlys", "supervisor").PutFresh($"/order-actions/{action.Id}", "/approval", new { approved = true });
        (await door.Agent.PutFresh(path, "/answer", new { outcome = "upheld", answer = "Yes" })).Text("state").ShouldBe("answered");
    }

    [Fact]
    public async Task A_repeated_complaint_is_a_level_graver_and_says_why()
    {
        await SetPolicy(sameProduct: 2);
        await door.Cause("late-delivery");
        var sku = $"SKU-{Guid.NewGuid():n}"[..20];
        var (email, other) = (Calls.NewAddress(), Calls.NewAddress());
        var (_, first) = await door.Complaint(new { severity = "low", category = "quality", sku }, email);
        first.Body["raised"]!.AsArray().ShouldBeEmpty();
        // The customer under another record, merged with the first.
        var (_, second) = await door.Complaint(new { severity = "low", category = "quality" }, other);
        second.Text("severity").ShouldBe("low");
        var merge = await door.Manager.PutFresh($"/customers/{second.Body["customerId"]}", "/merge", new { intoCustomerId = (Guid)first.Body["customerId"]!, reason = "One person" });
        merge.Status.ShouldBe(HttpStatusCode.OK, merge.Body.ToJsonString());
        var (_, third) = await door.Complaint(new { severity = "medium", category = "quality" }, email);
        (third.Text("saidSeverity"), third.Text("severity")).ShouldBe(("medium", "high"));
        var why = third.Body["raised"]!.AsArray().Single()!;
        ((string)why["likeness"]!, (int)why["earlier"]!, (int)why["withinDays"]!).ShouldBe(("same-customer", 2, 180));
        ((bool)(await door.Hear("ticketing.complaint-registered.v1", third.Id))["repeated"]!).ShouldBeTrue();
        (await Earlier(third.Id)).ShouldBe([(second.Id, "same-customer"), (first.Id, "same-customer")]);

        await door.Complaint(new { severity = "low", category = "quality", sku });
        var (_, product) = await door.Complaint(new { severity = "critical", category = "quality", sku });
        (product.Text("severity"), (string)product.Body["raised"]!.AsArray().Single()!["likeness"]!, (int)product.Body["raised"]![0]!["earlier"]!).ShouldBe(("critical", "same-product", 2));
        (await Earlier(product.Id)).Select(e => e.Why).ShouldAllBe(w => w == "same-product");
        var changed = await door.Agent.PutFresh($"/complaints/{product.Id}", "", new { severity = "medium", category = "quality" });
        (changed.Text("severity"), changed.Body["raised"]!.AsArray().Count).ShouldBe(("medium", 0));
    }

    [Fact]
    public async Task Whoever_deals_with_it_reads_what_fits_in_their_own_language()
    {
        using var specialist = door.Stack.Client("nordlys", "specialist");
        await door.Cause("rude-staff");
        var (ticket, complaint) = await door.Complaint(new { severity = "critical", category = "service", cause = "rude-staff" });
        var me = (Guid)(await specialist.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = "who am I" })).Body["authorId"]!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Sara Key", "sara.key@nordlys.example", "hu", ["specialist"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}' and language = 'hu'") == 1, "the person is known");
        var usual = await specialist.Get($"/complaints/{complaint.Id}/guidance");
        ((string)usual.Body["texts"]![0]!["text"]!).ShouldStartWith("Hagyja");
        ((bool)usual.Body["articles"]!["degraded"]!).ShouldBeTrue("nobody answers for the knowledge base here");

        await Guidance("all-grave", new { severity = "critical", texts = new { en = "Call.", hu = "Telefonáljon." } });
        await Guidance("rude", new { cause = "rude-staff", texts = new { en = "Listen." } });
        await Guidance("rude-and-grave", new { severity = "critical", cause = "rude-staff", texts = new { hu = "Hívja a vezetőt." } });
        await Guidance("low-only", new { severity = "low", texts = new { en = "Write." } });
        try
        {
            var texts = (await specialist.Get($"/complaints/{complaint.Id}/guidance")).Body["texts"]!.AsArray();
            texts.Select(t => ((string)t!["name"]!, (string)t["text"]!)).ShouldBe([("rude-and-grave", "Hívja a vezetőt."), ("rude", "Listen."), ("all-grave", "Telefonáljon.")]);
        }
        finally
        {
            foreach (var name in (string[])["all-grave", "rude", "rude-and-grave", "low-only"]) (await door.Manager.DeleteFresh($"/complaint-guidance/{name}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Causes_are_the_managers_and_a_retired_one_is_given_no_more()
    {
        var name = $"c{Guid.NewGuid():n}"[..20];
        await door.Cause(name);
        var (_, complaint) = await door.Complaint(new { severity = "low", category = "x", cause = name });
        (await door.Agent.Call(HttpMethod.Put, $"/complaint-causes/{name}", new { names = new { en = "x" } }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, $"/complaint-causes/{name}", new { names = new { en = "x" } }, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Call(HttpMethod.Put, $"/complaint-causes/{name}", new { names = new { } }, "*")).Text("code").ShouldBe("complaint-cause.nameless");
        (await door.Manager.DeleteFresh($"/complaint-causes/{name}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get("/complaint-causes")).Items.Single(c => (string)c["name"]! == name)["retiredAt"].ShouldNotBeNull();
        (await door.Agent.Post($"/tickets/{complaint.Body["ticketId"]}/complaints", new { severity = "low", category = "x", cause = name })).Text("code").ShouldBe("complaint.cause-unknown");
        (await door.Agent.PutFresh($"/complaints/{complaint.Id}", "", new { severity = "medium", category = "x", cause = name })).Status.ShouldBe(HttpStatusCode.OK, "who has it keeps it");
    }

    [Fact]
    public async Task Lists_are_by_what_is_due_and_by_each_filter_and_other_organisations_see_none()
    {
        var cause = $"c{Guid.NewGuid():n}"[..20];
        await door.Cause(cause);
        var (_, low) = await door.Complaint(new { severity = "low", category = "x", cause });
        var (_, critical) = await door.Complaint(new { severity = "critical", category = "x", cause, ownerId = door.Person });
        (await Ids($"/complaints?cause={cause}")).ShouldBe([critical.Id, low.Id]);
        var first = await door.Agent.Get($"/complaints?cause={cause}&limit=1");
        (await Ids($"/complaints?cause={cause}&limit=1&after={(string)first.Body["next"]!}")).ShouldBe([low.Id]);
        (await Ids($"/complaints?cause={cause}&severity=low")).ShouldBe([low.Id]);
        (await Ids($"/complaints?cause={cause}&owner={door.Person}&state=registered")).ShouldBe([critical.Id]);
        (await Ids($"/complaints?cause={cause}&owner=none")).ShouldBe([low.Id]);
        (await Ids($"/complaints?cause={cause}&dueBefore={Uri.EscapeDataString(((DateTimeOffset)low.Body["dueAt"]!).ToString("O"))}")).ShouldBe([critical.Id]);
        (await Ids($"/customers/{low.Body["customerId"]}/complaints")).ShouldBe([low.Id]);
        (await door.Agent.Get("/complaints?state=lost")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Agent.Get("/complaints?after=x")).Text("code").ShouldBe("request.cursor");
        (await door.Stranger.Get($"/complaints/{low.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/complaints?cause={cause}")).Items.ShouldBeEmpty();
        (await door.Partner.Get("/complaints")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Wrong_words_are_refused_each_with_its_field()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        async Task<string> Refused(object body) => (await door.Agent.Post($"/tickets/{ticket}/complaints", body)).Text("code");
        (await Refused(new { category = "x" })).ShouldBe("complaint.severity-missing");
        (await Refused(new { severity = "low" })).ShouldBe("complaint.category-missing");
        (await Refused(new { severity = "low", category = "x", orderId = Guid.NewGuid() })).ShouldBe("complaint.order-unknown");
        (await Refused(new { severity = "low", category = "x", ownerId = Guid.NewGuid() })).ShouldBe("ticket.person-unknown");
        (await Refused(new { severity = "low", category = "x", cause = "no-such" })).ShouldBe("complaint.cause-unknown");
        var terms = Enumerable.Range(0, 4).Select(_ => new { severity = "low", acknowledge = Term(1), answer = Term(2) });
        (await door.Manager.Call(HttpMethod.Put, "/complaint-policy", new { terms, repetition = Repetition(0), approvals = Array.Empty<object>(), reviewDays = 60 }, "*")).Text("code").ShouldBe("complaint-policy.severities");
        (await door.Agent.Call(HttpMethod.Put, "/complaint-policy", new { terms, repetition = Repetition(0), approvals = Array.Empty<object>(), reviewDays = 60 }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Agent.Post($"/tickets/{Guid.NewGuid()}/complaints", new { severity = "low", category = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task SetPolicy(int sameProduct = 0)
    {
        string[] severities = ["low", "medium", "high", "critical"];
        var terms = severities.Select((severity, i) => new { severity, acknowledge = Term(4 - i), answer = Term(20 - 4 * i) });
        var set = await door.Manager.Call(HttpMethod.Put, "/complaint-policy", new { terms, repetition = Repetition(sameProduct), approvals = new[] { new { above = 50, role = "supervisor" } }, reviewDays = 60 }, "*");
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
    }

    private static object Term(int amount) => new { amount, unit = "business-days" };

    private static object Repetition(int sameProduct) => new { withinDays = 180, sameCustomer = 1, sameCause = 0, sameProduct };

    private Task<Answer> Remedy(string path, object remedy) => door.Agent.Post(path + "/remedies", remedy);

    private async Task Guidance(string name, object body) => (await door.Manager.Call(HttpMethod.Put, $"/complaint-guidance/{name}", body, "*")).Status.ShouldBe(HttpStatusCode.OK);

    private async Task<List<(Guid Id, string Why)>> Earlier(Guid complaint) =>
        [.. (await door.Agent.Get($"/complaints/{complaint}/earlier")).Items.Select(e => ((Guid)e["complaint"]!["id"]!, string.Join(' ', e["likenesses"]!.AsArray().Select(l => (string)l!))))];

    private async Task<List<Guid>> Ids(string path) => [.. (await door.Agent.Get(path)).Items.Select(i => (Guid)i["id"]!)];
}
