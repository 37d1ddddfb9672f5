using System.Net;
using System.Text.Json.Nodes;
using CustomerOps.ServiceDefaults.Data;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Whoever writes from a company's domain is with it; what its members asked is found at the company, and in the portal by who may see it.</summary>
[Collection(DoorCollection.Name)]
public sealed class CompanyTests(TicketingStack door)
{
    private readonly string _domain = $"c{Guid.NewGuid():n}.example";

    [Fact]
    public async Task Who_comes_from_the_domain_is_a_member_before_and_after_it_was_said()
    {
        var early = Requester(await door.Agent.CreateTicket($"early@{_domain}"));
        var company = await Company(_domain);
        (company.Status, company.ETag).ShouldBe((HttpStatusCode.Created, "\"1\""));
        var late = Requester(await door.Agent.CreateTicket($"late@{_domain}"));
        await door.Partner.Post("/orders", Calls.Order($"C-{Guid.NewGuid():n}", "pending", $"buyer@{_domain}"));
        var elsewhere = Requester(await door.Agent.CreateTicket());
        await door.Agent.Post($"/customers/{elsewhere}/identities", new { kind = "email", value = $"second@{_domain}" });
        Requester(await door.Agent.CreateTicket($"x@sub.{_domain}"));

        var members = (await Members(company.Id)).ToDictionary(m => (Guid)m["customer"]!["id"]!);
        members.Count.ShouldBe(4);
        members.Keys.ShouldBeSubsetOf([early, late, elsewhere, (Guid)(await door.Agent.Get($"/customers?email=buyer@{_domain}")).Items.Single()["id"]!]);
        members.Values.ShouldAllBe(m => (bool)m["main"]! && (string)m["access"]! == "own" && m["joinedByName"] == null);
        (await door.Agent.Get($"/customers/{late}/companies")).Items.Select(m => (string)m["companyName"]!).ShouldBe(["Fjord Shipping"]);

        (await door.Agent.Call(HttpMethod.Delete, $"/companies/{company.Id}/members/{late}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await door.Agent.CreateTicket($"late@{_domain}");
        (await Members(company.Id)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Tickets_and_timeline_are_of_the_main_company_in_pages()
    {
        var (one, two) = (await Company(_domain), await Company($"b{_domain}"));
        var (first, second) = (await door.Agent.CreateTicket($"a@{_domain}"), await door.Agent.CreateTicket($"b@{_domain}"));
        var other = await door.Agent.CreateTicket($"c@b{_domain}");
        (await Put(two.Id, Requester(first), new { role = "adviser" })).Body["main"]!.GetValue<bool>().ShouldBeFalse();
        (await Ids($"/companies/{one.Id}/tickets")).ShouldBe([second.Id, first.Id]);
        (await Ids($"/companies/{two.Id}/tickets")).ShouldBe([other.Id]);

        (await Put(two.Id, Requester(first), new { role = "owner", main = true })).Body["main"]!.GetValue<bool>().ShouldBeTrue();
        (await Ids($"/companies/{one.Id}/tickets")).ShouldBe([second.Id]);
        (await Ids($"/companies/{two.Id}/tickets?state=new")).ShouldBe([other.Id, first.Id]);
        (await Ids($"/companies/{two.Id}/tickets?state=closed")).ShouldBeEmpty();
        (await Put(two.Id, Requester(first), new { main = false })).Text("code").ShouldBe("company.main");

        var all = (await door.Agent.Get($"/companies/{two.Id}/timeline")).Items;
        var told = new List<JsonNode>();
        for (string? after = "", next = ""; next is not null; after = $"&after={next}")
        {
            var page = await door.Agent.Get($"/companies/{two.Id}/timeline?limit=1{after}");
            told.AddRange(page.Items);
            next = (string?)page.Body["next"];
        }

        told.Select(e => (Guid)e["id"]!).ShouldBe(all.Select(e => (Guid)e["id"]!));
        told.Select(e => (Guid)e["customer"]!["id"]!).Distinct().Order().ShouldBe(new[] { Requester(first), Requester(other) }.Order());

        // Taken away, the company they are left with is the main one again.
        (await door.Manager.DeleteFresh($"/companies/{two.Id}", "")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Ids($"/companies/{one.Id}/tickets")).ShouldBe([second.Id, first.Id]);
        (await door.Agent.Get($"/companies/{two.Id}/tickets")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task In_the_portal_a_member_sees_and_answers_what_their_access_says_and_nothing_of_other_companies()
    {
        var (company, foreign) = (await Company(_domain), await Company($"b{_domain}"));
        var (mine, theirs) = (await door.Agent.CreateTicket($"boss@{_domain}"), await door.Agent.CreateTicket($"clerk@{_domain}"));
        var secret = await door.Agent.CreateTicket($"x@b{_domain}");
        // An adviser of this company asks for another one, their main one.
        await Put(company.Id, Requester(secret), new { role = "adviser" });
        using var portal = await door.SignedIn("nordlys", $"boss@{_domain}");
        (await Seen(portal)).ShouldBe([mine.Id]);
        (await Answer(portal, theirs.Id)).ShouldBe(HttpStatusCode.NotFound);

        await Put(company.Id, Requester(mine), new { access = "read" });
        (await Seen(portal)).ShouldBe([theirs.Id, mine.Id]);
        (await portal.GetAsync($"/api/v1/my-tickets/{theirs.Id}/messages")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Answer(portal, theirs.Id)).ShouldBe(HttpStatusCode.NotFound);

        await Put(company.Id, Requester(mine), new { access = "answer" });
        (await Answer(portal, theirs.Id)).ShouldBe(HttpStatusCode.Created);
        (await Answer(portal, secret.Id)).ShouldBe(HttpStatusCode.NotFound);
        using var clerk = await door.SignedIn("nordlys", $"clerk@{_domain}");
        (await Seen(clerk)).ShouldBe([theirs.Id]);
        await door.Agent.Call(HttpMethod.Delete, $"/companies/{company.Id}/members/{Requester(mine)}");
        (await Seen(portal)).ShouldBe([mine.Id]);
        foreign.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_database_tells_the_same_domains_from_a_companys()
    {
        string[] everybodys = [.. PublicMail.Names, "yahoo.co.uk", "hotmail.se", "live.dk", "gmx.net"];
        everybodys.ShouldAllBe(d => PublicMail.Is(d));
        (await door.Scalar<long>($"select count(*) from unnest(array['{string.Join("','", everybodys)}']) d where is_public_mail(d)")).ShouldBe(everybodys.Length);
        PublicMail.Is(_domain).ShouldBeFalse();
        (await door.Scalar<bool>($"select is_public_mail('{_domain}')")).ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_companies_are_refused_and_other_organisations_see_none()
    {
        var company = await Company(_domain);
        (await Company("gmail.com")).Text("code").ShouldBe("company.public-domain");
        (await Company("yahoo.co.uk")).Text("code").ShouldBe("company.public-domain");
        (await Company("no domain")).Text("code").ShouldBe("company.unreadable-domain");
        (await Company($"a@{_domain}")).Text("code").ShouldBe("company.unreadable-domain");
        var taken = await Company(_domain.ToUpperInvariant());
        (taken.Status, taken.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "company.domain-taken"));
        (await door.Stranger.Post("/companies", new { name = "Theirs", domains = new[] { _domain } })).Status.ShouldBe(HttpStatusCode.Created, "another organisation has companies of its own");
        var number = await door.Agent.Post("/companies", new { name = "One", externalId = _domain });
        (await door.Agent.Post("/companies", new { name = "Two", externalId = _domain })).Text("code").ShouldBe("company.number-taken");
        (await door.Agent.Get($"/companies?externalId={_domain}")).Items.Select(c => (Guid)c["id"]!).ShouldBe([number.Id]);
        (await door.Agent.Get($"/companies?domain={_domain}&q=FJORD")).Items.Select(c => (Guid)c["id"]!).ShouldBe([company.Id]);

        (await door.Agent.Call(HttpMethod.Put, $"/companies/{company.Id}", new { name = "x" })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Agent.Call(HttpMethod.Put, $"/companies/{company.Id}", new { name = "x" }, "\"9\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var changed = await door.Agent.PutFresh($"/companies/{company.Id}", "", new { name = "Fjord", domains = new[] { $"new.{_domain}" }, note = "Pays late" });
        (changed.Text("name"), (string)changed.Body["domains"]![0]!, changed.ETag).ShouldBe(("Fjord", $"new.{_domain}", "\"2\""));
        (await door.Agent.Call(HttpMethod.Delete, $"/companies/{company.Id}", null, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Put(company.Id, Guid.NewGuid(), new { })).Text("code").ShouldBe("customer.not-found");
        var customer = Requester(await door.Agent.CreateTicket());
        (await Put(Guid.NewGuid(), customer, new { })).Text("code").ShouldBe("company.not-found");
        (await Put(company.Id, Requester(await door.Stranger.CreateTicket()), new { })).Text("code").ShouldBe("customer.not-found");
        (await Put(company.Id, customer, new { access = "everything" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var path in (string[])["", "/tickets", "/timeline", "/members"]) (await door.Stranger.Get($"/companies/{company.Id}{path}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_first_companies_at_once_leave_one_main_one()
    {
        var customer = Requester(await door.Agent.CreateTicket());
        var companies = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Company($"n{i}{_domain}")));
        (await Task.WhenAll(companies.Select(c => Put(c.Id, customer, new { main = true })))).Select(a => a.Status).Distinct().ShouldBe([HttpStatusCode.OK]);
        (await door.Agent.Get($"/customers/{customer}/companies")).Items.Count(m => (bool)m["main"]!).ShouldBe(1);
    }

    private Task<Answer> Company(string domain) => door.Agent.Post("/companies", new { name = "Fjord Shipping", domains = new[] { domain } });

    private Task<Answer> Put(Guid company, Guid customer, object member) => door.Agent.Call(HttpMethod.Put, $"/companies/{company}/members/{customer}", member);

    private async Task<IReadOnlyList<JsonNode>> Members(Guid company) => [.. (await door.Agent.Get($"/companies/{company}/members")).Items];

    private async Task<List<Guid>> Ids(string path) => [.. (await door.Agent.Get(path)).Items.Select(i => (Guid)i["id"]!)];

    private static async Task<List<Guid>> Seen(HttpClient portal) => [.. (await portal.Get("/my-tickets")).Items.Select(i => (Guid)i["id"]!)];

    private static async Task<HttpStatusCode> Answer(HttpClient portal, Guid ticket) => (await portal.Post($"/my-tickets/{ticket}/messages", new { body = "From the company" })).Status;

    private static Guid Requester(Answer ticket) => (Guid)ticket.Body["requester"]!["id"]!;
}
