using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Contracts.Partners;
using CustomerOps.Testing.DataProtection;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A person is taken out of everything; what they count for stays.</summary>
[Collection(DoorCollection.Name)]
public sealed class ErasureTests(TicketingStack door)
{
    private readonly Erasable _person = new(door);

    [Fact]
    public async Task Nothing_that_tells_of_the_person_is_left_in_any_table_and_every_figure_stays()
    {
        // Nobody answers there: what is to be told of the person waits.
        var hook = (await door.Manager.Post("/webhooks", new { name = $"{Guid.NewGuid()}", url = "https://hooks.invalid/", eventTypes = new[] { "ticketing.*" } })).Id;
        await _person.Live();
        (await door.Manager.Get($"/webhooks/{hook}/deliveries?ticket={_person.Ticket}")).Items.ShouldNotBeEmpty();
        await _person.Settle();
        var figures = await Figures();
        var erasure = await _person.Erase();
        erasure.Status.ShouldBe(HttpStatusCode.OK, erasure.Body.ToJsonString());
        var certificate = await _person.UntilCertified(erasure.Id);

        await using var database = door.Stack.Database("ticketing");
        (await Scan.Database(database, _person.Word, _person.Digits, _person.Email, $"{_person.Digits[..4]} {_person.Digits[4..]}")).ShouldBeEmpty();
        (await Figures()).ShouldBe(figures);
        (await door.Agent.Get($"/search?q={_person.Word}")).Body.ToJsonString().ShouldNotContain(_person.Word);
        (await door.Agent.Get($"/tickets/{_person.Elsewhere}?include=messages")).Messages()[^1].Body.ShouldBe("[erased] ([erased], tel. [erased]) waits too; she is [erased]");

        var ticket = await door.Agent.Get($"/tickets/{_person.Ticket}?include=messages");
        (ticket.Text("subject"), ticket.Text("state"), (string)ticket.Body["requester"]!["name"]!).ShouldBe(("[erased]", "solved", "Erased"));
        ticket.Messages().ShouldAllBe(m => m.Body == "[erased]");
        var order = await door.Agent.Get($"/orders/{_person.Order}");
        ((decimal)order.Body["total"]!, order.Text("status")).ShouldBe((12.5m, "delivered"));
        ((string)order.Body["lines"]![0]!["sku"]!).ShouldBe("LAMP");
        var customer = await door.Manager.Get($"/customers/{_person.Customer}");
        (customer.Text("name"), customer.Body["email"], customer.Body["erasedAt"] is not null).ShouldBe(("Erased", null, true));
        (await door.Hear("data-protection.customer-erased.v1", erasure.Id))["customerId"]!.ToString().ShouldBe(_person.Customer.ToString());
        await IsSigned(certificate.Text("jws"), erasure.Id);
        (await door.Manager.Get($"/webhooks/{hook}/deliveries?ticket={_person.Ticket}")).Items.ShouldBeEmpty();
        await door.Manager.Call(HttpMethod.Delete, $"/webhooks/{hook}", null, "*");
    }

    [Fact]
    public async Task What_is_told_late_of_the_time_before_brings_nobody_back()
    {
        await _person.Live();
        await _person.Settle();
        var before = DateTimeOffset.UtcNow;
        await _person.UntilCertified((await _person.Erase()).Id);
        await door.Tell(new CustomerUpserted(_person.Email, _person.Name, before), at: before);
        await door.Tell(SomeMail.From(_person.Email), at: before);
        var other = Calls.NewAddress();
        await door.Tell(new CustomerUpserted(other, "Somebody Else", before), at: before);
        await door.Eventually(async () => (await door.Agent.Get($"/customers?email={other}")).Items.Count == 1, "what is told of others is heard");
        await using var database = door.Stack.Database("ticketing");
        (await Scan.Database(database, _person.Word)).ShouldBeEmpty();

        // Who comes again is somebody new.
        await door.Tell(new CustomerUpserted(_person.Email, _person.Name, DateTimeOffset.UtcNow));
        await door.Eventually(async () => (await door.Agent.Get($"/customers?email={_person.Email}")).Items.Count == 1, "who comes again is welcome");
        (await door.Agent.Get($"/customers?email={_person.Email}")).Items.Single()["id"]!.GetValue<Guid>().ShouldNotBe(_person.Customer);
    }

    [Fact]
    public async Task While_something_is_open_nobody_is_erased_and_until_it_begins_it_can_be_cancelled()
    {
        await _person.Live();
        var refused = await _person.Erase();
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "erasure.open"));
        refused.Text("detail").ShouldContain("open-tickets");
        var planned = await door.Agent.Post($"/tickets/{_person.Ticket}/messages", new { visibility = "public", body = "It leaves the house tomorrow.", sendAt = DateTimeOffset.UtcNow.AddDays(1) });
        var incident = await door.Agent.CreateTicket();
        (await door.Agent.Call(HttpMethod.Put, $"/tickets/{_person.Ticket}/links/problem-of/{incident.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var told = await door.Agent.Post($"/tickets/{_person.Ticket}/incident-updates", new { texts = new { en = "We work on it." } });
        await door.Eventually(async () => (int)(await door.Agent.Get($"/tickets/{_person.Ticket}/incident-updates/{told.Id}")).Body["reached"]! == 1, "the incident hears of it");
        await _person.Settle();
        await door.Eventually(async () => (await _person.Erase()).Text("detail").EndsWith(": planned-replies.", StringComparison.Ordinal), "the incident hears that it is solved");
        (await door.Agent.Call(HttpMethod.Delete, $"/tickets/{_person.Ticket}/scheduled-messages/{planned.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);

        // While an update's words are on their way they are not taken from under it; what came nowhere in a day holds nobody up.
        await door.Execute($"update incident_updates set reached = 0 where id = '{told.Id}'");
        (await _person.Erase()).Text("detail").ShouldEndWith(": untold-incidents.");
        await door.Execute($"update incident_updates set told_at = now() - interval '25 hours' where id = '{told.Id}'");
        var waiting = await _person.Erase(new { basis = "not-needed", afterDays = 3 });
        (waiting.Text("state"), (DateTimeOffset)waiting.Body["beginsAt"]! > DateTimeOffset.UtcNow.AddDays(2.9)).ShouldBe(("waiting", true));
        (await _person.Erase()).Id.ShouldBe(waiting.Id);
        (await door.Manager.Get("/erasures?state=waiting&limit=100")).Items.ShouldContain(e => (Guid)e["id"]! == waiting.Id);
        (await door.Manager.Get($"/erasures/{waiting.Id}/certificate")).Status.ShouldBe(HttpStatusCode.NotFound);
        var cancelled = await door.Manager.Call(HttpMethod.Delete, $"/customers/{_person.Customer}/erasure", null, (await door.Manager.Get($"/customers/{_person.Customer}")).ETag);
        cancelled.Text("state").ShouldBe("cancelled", cancelled.Body.ToJsonString());

        // Something opened between the order and its time: it waits.
        var held = await _person.Erase(new { basis = "request", afterDays = 1 });
        var opened = await door.Agent.CreateTicket(_person.Email);
        await door.Execute($"update erasures set begins_at = now() where id = '{held.Id}'; update due_messages set due_at = now() where name = 'begin-erasure' and body like '%{held.Id}%'");
        await door.Eventually(async () => (await door.Manager.Get($"/erasures/{held.Id}")).Body["heldBecause"]!.AsArray().Count > 0, "it is held");
        (await door.Manager.Get($"/erasures/{held.Id}")).Body["heldBecause"]!.ToJsonString().ShouldBe("""["open-tickets"]""");
        (await door.Agent.Get($"/tickets/{opened.Id}")).Text("subject").ShouldBe("Where is my parcel?");
    }

    [Fact]
    public async Task Ordered_and_answered_twice_it_is_done_once_and_nothing_is_put_on_a_record_that_is_nobodys()
    {
        await _person.Live();
        await _person.Settle();
        var erasure = await _person.Erase();
        await door.Stack.Restart("ticketing"); // kill -9, whatever it was at
        var twice = new PartErased(erasure.Id, "survey", new Dictionary<string, long> { ["invitations"] = 2 }, DateTimeOffset.UtcNow);
        var id = Guid.CreateVersion7();
        await door.Eventually(async () => (await door.Manager.Get($"/erasures/{erasure.Id}")).Body["parts"]!.AsArray().Any(p => (string?)p!["service"] == "ticketing"), "its own part, which another process takes over after a minute", withinSeconds: 120);
        for (var time = 0; time < 2; time++) await door.Tell(twice, id);
        await door.Eventually(async () => (await door.Manager.Get($"/erasures/{erasure.Id}")).Body["parts"]!.AsArray().Any(p => (string?)p!["service"] == "survey"), "the survey's part");
        await door.Tell(twice with { Rows = new Dictionary<string, long>() });
        var certificate = await _person.UntilCertified(erasure.Id);
        certificate.Body["erasure"]!["parts"]!.AsArray().Single(p => (string?)p!["service"] == "survey")!["rows"]!.ToJsonString().ShouldBe("""{"invitations":2}""");
        var path = $"/customers/{_person.Customer}";
        (await _person.Erase()).Text("code").ShouldBe("customer.erased");
        (await door.Agent.Post($"{path}/identities", new { kind = "email", value = Calls.NewAddress() })).Text("code").ShouldBe("customer.erased");
        (await door.Manager.Post($"{path}/handling-notes", new { text = "x" })).Text("code").ShouldBe("customer.erased");
        (await door.Agent.PutFresh(path, "/consent", new { surveyConsent = true })).Text("code").ShouldBe("customer.erased");
        (await door.Manager.Call(HttpMethod.Delete, $"{path}/erasure", null, (await door.Manager.Get(path)).ETag)).Text("code").ShouldBe("erasure.begun");
    }

    [Fact]
    public async Task A_namesake_keeps_their_name_and_who_may_not_cannot_ask()
    {
        await _person.Live();
        await _person.Settle();
        var namesake = await door.Agent.Post("/tickets", new { channel = "email", subject = $"I am {_person.Name} too", body = "Hello", requester = new { email = Calls.NewAddress(), name = _person.Name } });
        await _person.UntilCertified((await _person.Erase()).Id);
        (await door.Agent.Get($"/tickets/{namesake.Id}")).Text("subject").ShouldBe($"I am {_person.Name} too");

        var (stranger, path) = (door.Stack.Client("aurora", "manager"), $"/customers/{_person.Customer}");
        foreach (var part in (string[])["/erasure", "/export"])
        {
            (await door.Agent.Get(path + part)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await stranger.Get(path + part)).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await stranger.Get($"/erasures/{(await door.Manager.Get(path + "/erasure")).Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Manager.Call(HttpMethod.Put, path + "/erasure", new { basis = "request" })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Call(HttpMethod.Put, path + "/erasure", new { basis = "request" }, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Call(HttpMethod.Put, path + "/erasure", new { basis = "whim" }, "*")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Manager.Call(HttpMethod.Put, path + "/erasure", new { basis = "request", afterDays = 31 }, "*")).Status.ShouldBe(HttpStatusCode.BadRequest);
        // The other services do not run here: an export would not be whole.
        (await door.Manager.Get(path + "/export")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable, door.Stack.Log("ticketing", 12));
    }

    private async Task<string> Figures()
    {
        StringBuilder figures = new();
        foreach (var measure in (string[])["volume", "first-response", "resolution", "reopen-rate", "attainment"])
            figures.Append(measure).Append((await door.Manager.Get($"/reports/{measure}?by=channel")) is { Status: HttpStatusCode.OK } report ? report.Body.ToJsonString() : "");
        // How long the others have waited grows while we look.
        figures.Append((await door.Manager.Get("/reports/backlog")).Body["total"]!["count"]);
        figures.Length.ShouldBeGreaterThan(2_000);
        figures.Append((await door.Agent.Get("/opportunities/income")).Body.ToJsonString());
        return Regex.Replace(figures.ToString(), @"T[\d:.]+", "T");
    }

    /// <summary>By the published key alone, as anybody would.</summary>
    private async Task IsSigned(string jws, Guid erasure)
    {
        var parts = jws.Split('.');
        var signer = (await door.Manager.Get("/erasures/signers")).Body.AsArray().Single()!;
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64UrlEncoder.DecodeBytes((string)signer["x"]!), Y = Base64UrlEncoder.DecodeBytes((string)signer["y"]!) } });
        key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        var said = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(parts[1]))!;
        // Under another secret the key would have another name: the one that signed stays.
        await door.Execute("insert into erasure_signers (tenant_id, kid, x, y, signed_first) select tenant_id, 'before', 'x', y, signed_first - interval '1 year' from erasure_signers where kid <> 'before' on conflict do nothing");
        (await door.Manager.Get("/erasures/signers")).Body.AsArray().Select(s => ((string?)s!["kid"], (string?)s["x"])).ShouldBe([((string?)signer["kid"], (string?)signer["x"]), ("before", "x")]);
        (await door.Stack.Client("aurora", "manager").Get("/erasures/signers")).Body.AsArray().ShouldHaveSingleItem();
        await door.Execute("delete from erasure_signers where kid = 'before'");
        ((Guid)said["erasureId"]!, said["parts"]!.AsArray().Count, said.ToJsonString().Contains(_person.Word, StringComparison.OrdinalIgnoreCase)).ShouldBe((erasure, 5, false));
    }
}
