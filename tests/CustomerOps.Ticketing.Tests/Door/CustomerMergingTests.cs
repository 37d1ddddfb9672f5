using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Two records of one person are shown as one, and are two again as if nothing had been when it is taken back.</summary>
[Collection(DoorCollection.Name)]
public sealed class CustomerMergingTests(TicketingStack door)
{
    private readonly string _office = $"office-{Guid.NewGuid():n}@example.com", _home = $"home-{Guid.NewGuid():n}@example.com";

    [Fact]
    public async Task Whatever_belongs_to_one_record_is_the_persons_until_it_is_taken_back()
    {
        var (office, home) = (await door.Agent.CreateTicket(_office), await door.Agent.CreateTicket(_home));
        var (a, b) = (Requester(office), Requester(home));
        var order = (await door.Partner.Post("/orders", Calls.Order($"M-{Guid.NewGuid():n}", "delivered", _home))).Id;
        await door.Manager.Post($"/customers/{b}/handling-notes", new { text = "Hard of hearing", mustAcknowledge = true });
        await door.Agent.Post($"/customers/{b}/identities", new { kind = "external", value = $"shop:{b}" });
        await door.Agent.Post($"/tickets/{home.Id}/promises", new { kind = "call-back", text = "We call you", dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        var before = (await Everything(a), await Everything(b));

        var merged = await Merge(a, b);
        (merged.Status, (Guid?)merged.Body["mergedIntoId"]).ShouldBe((HttpStatusCode.OK, b), merged.Body.ToJsonString());
        merged.ETag.ShouldNotBeNull();
        foreach (var record in (Guid[])[a, b])
        {
            (await Ids($"/customers/{record}/tickets")).ShouldBe([home.Id, office.Id]);
            (await Ids($"/customers/{record}/handling-notes")).ShouldHaveSingleItem();
            (await Ids($"/customers/{record}/promises")).ShouldHaveSingleItem();
            (await Ids($"/customers/{record}/identities")).ShouldHaveSingleItem();
            (await Ids($"/customers/{record}/timeline")).Count.ShouldBeGreaterThan(4);
        }

        (await door.Agent.Get($"/customers/{b}")).Body["mergedRecords"]!.AsArray().Select(r => (Guid)r!["id"]!).ShouldBe([a]);
        foreach (var address in (string[])[_office, _home])
        {
            (await Ids($"/customers?email={address}")).ShouldBe([b]);
            (await Ids($"/customers?q={address[..30]}")).ShouldBe([b]);
            (await Ids($"/orders?customer={address}")).ShouldBe([order]);
        }

        // What is known of the one holds for the other's ticket, and so does the other's order.
        (await door.Agent.Post($"/tickets/{office.Id}/messages", new { visibility = "public", body = "Dear customer" })).Text("code").ShouldBe("handling-note.unread");
        var asked = await door.Agent.CreateTicket(_office, orderId: order);
        Requester(asked).ShouldBe(a);

        var undone = await door.Manager.DeleteFresh($"/customers/{a}", "/merge");
        (undone.Status, (Guid?)undone.Body["mergedIntoId"]).ShouldBe((HttpStatusCode.OK, null));
        (await Ids($"/customers/{a}/tickets")).ShouldBe([asked.Id, office.Id], "what came after the merge stays with the address it came by");
        (await Everything(b)).ShouldBe(before.Item2);
        (await Ids($"/customers/{a}/handling-notes")).ShouldBeEmpty();
        (await door.Agent.Get($"/customers/{a}/timeline")).Items.Select(e => (string)e["kind"]!).ShouldBe(["customer-unmerged", "ticket-created", "customer-merged", "ticket-created"]);
    }

    [Fact]
    public async Task It_is_told_once_and_who_said_and_took_it_back_is_kept()
    {
        var (a, b) = await Two();
        await Merge(a, b);
        (await Merge(a, b)).Status.ShouldBe(HttpStatusCode.OK);
        var told = await door.Hear("ticketing.customer-merged.v1", a);
        ((Guid)told["personId"]!, told["records"]!.AsArray().Select(r => (Guid)r!).Single()).ShouldBe((b, a));
        for (var again = 0; again < 2; again++) (await door.Manager.DeleteFresh($"/customers/{a}", "/merge")).Status.ShouldBe(HttpStatusCode.OK);
        ((Guid)(await door.Hear("ticketing.customer-unmerged.v1", a))["fromCustomerId"]!).ShouldBe(b);
        await Merge(a, b);
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.customer-merged.v1", a).Count == 2), "the second merge is told");
        door.Heard("ticketing.customer-unmerged.v1", a).Count.ShouldBe(1);

        var merges = (await door.Agent.Get($"/customers/{b}/merges")).Items;
        merges.Select(m => ((string)m["mergedByName"]!, (string)m["reason"]!, (string?)m["undoneByName"])).ShouldBe([("manager", "Same person", null), ("manager", "Same person", "manager")]);
        (await door.Agent.Get($"/customers/{a}/merges?limit=1")).Body["next"].ShouldNotBeNull();
    }

    [Fact]
    public async Task What_cannot_be_one_person_is_refused()
    {
        var (a, b) = await Two();
        var (c, _) = await Two();
        var stranger = Requester(await door.Stranger.CreateTicket());
        (await door.Agent.PutFresh($"/customers/{a}", "/merge", Into(b))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, $"/customers/{a}/merge", Into(b))).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Call(HttpMethod.Put, $"/customers/{a}/merge", Into(b), "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Call(HttpMethod.Delete, $"/customers/{a}/merge", null, "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Merge(a, a)).Text("code").ShouldBe("customer-merge.itself");
        var foreign = await Merge(a, stranger);
        (foreign.Status, foreign.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "customer-merge.unknown"));
        (await door.Manager.Call(HttpMethod.Put, $"/customers/{stranger}/merge", Into(a), "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/customers/{a}/merges")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Manager.PutFresh($"/customers/{a}", "/merge", new { intoCustomerId = b })).Status.ShouldBe(HttpStatusCode.BadRequest);

        await Merge(a, b);
        (await Merge(b, a)).Text("code").ShouldBe("customer-merge.circle");
        (await Merge(a, c)).Text("code").ShouldBe("customer-merge.already");
        await Merge(b, c);
        (await Merge(c, a)).Text("code").ShouldBe("customer-merge.circle");
        // Taken back in the middle: a goes on alone, b stays with c.
        await door.Manager.DeleteFresh($"/customers/{a}", "/merge");
        ((Guid?)(await door.Agent.Get($"/customers/{a}")).Body["mergedIntoId"], (Guid?)(await door.Agent.Get($"/customers/{b}")).Body["mergedIntoId"]).ShouldBe((null, c));
    }

    [Fact]
    public async Task Many_merges_at_once_never_make_a_circle_and_tickets_come_in_meanwhile()
    {
        Guid[] ring = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => Requester(await door.Agent.CreateTicket())))];
        var writing = Enumerable.Range(0, 4).Select(_ => door.Agent.CreateTicket(_office)).ToArray();
        var answers = await Task.WhenAll(ring.Select((id, i) => Merge(id, ring[(i + 1) % ring.Length])));
        var late = Requester((await Task.WhenAll(writing))[0]);
        answers.Select(a => a.Status).Except([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed]).ShouldBeEmpty(door.Stack.Log("ticketing"));
        // However the race went, whoever is left over is merged one by one, and the last one of a ring is always refused.
        foreach (var (id, i) in ring.Select((id, i) => (id, i))) await Merge(id, ring[(i + 1) % ring.Length]);
        var firsts = new List<Guid?>();
        foreach (var id in ring) firsts.Add((Guid?)(await door.Agent.Get($"/customers/{id}")).Body["mergedIntoId"]);
        firsts.Count(f => f is null).ShouldBe(1);
        firsts.Where(f => f is not null).Distinct().ShouldHaveSingleItem();
        (await Ids($"/customers/{ring[0]}/tickets")).Count.ShouldBe(4);
        (await Ids($"/customers/{late}/tickets")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Random_merges_and_undos_through_the_door_show_what_a_plain_model_says()
    {
        var random = new Random(66);
        Answer[] tickets = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => door.Agent.CreateTicket()))];
        Guid[] records = [.. tickets.Select(Requester)];
        var into = new Dictionary<Guid, Guid>();
        for (var step = 0; step < 20; step++)
        {
            var (one, other) = (records[random.Next(records.Length)], records[random.Next(records.Length)]);
            if (into.ContainsKey(one) && random.Next(2) == 0)
            {
                (await door.Manager.DeleteFresh($"/customers/{one}", "/merge")).Status.ShouldBe(HttpStatusCode.OK);
                into.Remove(one);
            }
            else if (one != other)
            {
                var (known, circle) = (into.TryGetValue(one, out var before), Top(other) == one);
                var expected = known && before == other ? HttpStatusCode.OK : known || circle ? HttpStatusCode.Conflict : HttpStatusCode.OK;
                (await Merge(one, other)).Status.ShouldBe(expected, $"step {step}");
                if (!known && !circle) into[one] = other;
            }

            var shown = records[random.Next(records.Length)];
            (await Ids($"/customers/{shown}/tickets")).Order().ShouldBe(tickets.Where(t => Top(Requester(t)) == Top(shown)).Select(t => t.Id).Order(), $"step {step}");
        }

        into.ShouldNotBeEmpty();

        Guid Top(Guid record) => into.TryGetValue(record, out var next) ? Top(next) : record;
    }

    [Fact]
    public async Task Signed_in_by_either_address_the_person_sees_and_answers_all_their_tickets()
    {
        var (office, home) = (await door.Agent.CreateTicket(_office), await door.Agent.CreateTicket(_home));
        using var portal = await door.SignedIn("nordlys", _office);
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldNotContain($"{home.Id}");
        await Merge(Requester(office), Requester(home));
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldContain($"{home.Id}");
        (await portal.Post($"/my-tickets/{home.Id}/messages", new { body = "From the office this time" })).Status.ShouldBe(HttpStatusCode.Created);
        await door.Manager.DeleteFresh($"/customers/{Requester(office)}", "/merge");
        (await portal.GetStringAsync("/api/v1/my-tickets")).ShouldNotContain($"{home.Id}");
    }

    [Fact]
    public async Task A_no_to_being_asked_is_the_persons()
    {
        var (a, b) = await Two();
        await door.Agent.PutFresh($"/customers/{a}", "/consent", new { surveyConsent = false });
        await Merge(a, b);
        ((bool)(await door.Agent.Get($"/customers/{b}")).Body["surveyConsent"]!).ShouldBeFalse();
        await door.Agent.PutFresh($"/customers/{b}", "/consent", new { surveyConsent = true });
        ((bool)(await door.Agent.Get($"/customers/{a}")).Body["surveyConsent"]!).ShouldBeTrue();
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.customer-consent-changed.v1", a).Count == 2), "the record that had said no is told of");
    }

    private async Task<(Guid A, Guid B)> Two() => (Requester(await door.Agent.CreateTicket()), Requester(await door.Agent.CreateTicket()));

    private Task<Answer> Merge(Guid from, Guid into) => door.Manager.PutFresh($"/customers/{from}", "/merge", Into(into));

    private static object Into(Guid into) => new { intoCustomerId = into, reason = "Same person" };

    private static Guid Requester(Answer ticket) => (Guid)ticket.Body["requester"]!["id"]!;

    private async Task<List<Guid>> Ids(string path) => [.. (await door.Agent.Get(path)).Items.Select(i => (Guid)i["id"]!)];

    private async Task<string> Everything(Guid customer)
    {
        var said = new JsonArray();
        foreach (var part in (string[])["tickets", "timeline", "promises", "handling-notes", "identities"]) said.Add((await door.Agent.Get($"/customers/{customer}/{part}")).Body.DeepClone());
        said.Add((await door.Agent.Get($"/customers/{customer}")).Body.DeepClone());
        return said.ToJsonString();
    }
}
