using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>The consultant: one person of several organisations.</summary>
public sealed class OrganisationsTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task A_consultant_switches_and_nothing_of_one_shows_in_the_other()
    {
        var email = SignInHouse.NewEmail();
        var inNordlys = await house.Add("nordlys", email, "admin");
        await house.ChoosePassword(email);
        var inAurora = await house.Add("aurora", email, "agent");
        var second = await house.Mails.Hear(email, 2);
        (second.Data.Secret, second.Data.From.Name).ShouldBe((false, "Aurora"));

        using var browser = await house.SignedIn(email);
        var me = await browser.Me();
        me["organisations"]!.AsArray().Select(o => o!.Text("slug")).ShouldBe(["aurora", "nordlys"]);
        me = await Switch(browser, "nordlys");
        (me.Text("subjectId"), me.Text("name")).ShouldBe(($"{inNordlys}", "Name in nordlys"));
        (await browser.Status("/api/v1/organisation/api-keys")).ShouldBe(HttpStatusCode.OK);
        (await browser.Status($"/api/v1/organisation/people/{inAurora}")).ShouldBe(HttpStatusCode.NotFound);
        var old = browser.Cookie!;

        // At once, and with what the person may there only.
        me = await Switch(browser, "aurora");
        (me.Text("subjectId"), me["roles"]!.ToJsonString()).ShouldBe(($"{inAurora}", """["agent"]"""));
        browser.Cookie.ShouldNotBe(old);
        (await browser.Me()).ToJsonString().ShouldBe(me.ToJsonString());
        (await (await browser.Http.GetAsync("/api/v1/organisation")).Json()).Text("slug").ShouldBe("aurora");
        (await browser.Status("/api/v1/organisation/api-keys")).ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Status($"/api/v1/organisation/people/{inNordlys}")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.Http.GetStringAsync("/api/v1/organisation/people?limit=100")).ShouldNotContain(inNordlys.ToString());

        // The next sign-in goes on where the last one was.
        using var again = await house.SignedIn(email);
        (await again.Me())["organisation"]!.Text("slug").ShouldBe("aurora");
        await house.Change("update people set active = false where id = $1", inAurora);
        using var left = await house.SignedIn(email);
        var rest = await left.Me();
        (rest["organisation"]!.Text("slug"), rest["organisations"]!.AsArray().Count).ShouldBe(("nordlys", 1));
        (await house.Log(inAurora)).ShouldNotContain("password-set");
    }

    [Fact]
    public async Task Who_has_a_password_already_is_told_and_sent_no_link_also_in_an_idempotent_request()
    {
        var email = await house.Person("nordlys");
        using var manager = house.Stack.Client("aurora", "manager");
        manager.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var body = new { name = "Both", email, language = "fi", roles = (string[])["agent"] };
        foreach (var _ in (int[])[1, 2]) (await manager.PostAsJsonAsync("/api/v1/organisation/people", body)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var mail = await house.Mails.Hear(email, 2);
        (mail.Data.Secret, mail.Data.Language).ShouldBe((false, "fi"));
        house.Mails.To(email).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_switches_to_where_they_do_not_belong()
    {
        using var browser = await house.SignedIn(await house.Person("nordlys"));
        var theirs = await browser.Http.PutAsJsonAsync("/api/v1/session/organisation", new { organisationId = house.Stack.Organisation("aurora") });
        var random = await browser.Http.PutAsJsonAsync("/api/v1/session/organisation", new { organisationId = Guid.NewGuid() });
        (await theirs.Problem()).ShouldBe("404 organisation.not-found");
        WithoutTrace(await theirs.Content.ReadAsStringAsync()).ShouldBe(WithoutTrace(await random.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Each_admin_reads_what_happened_at_their_own_door()
    {
        var email = SignInHouse.NewEmail();
        var (ours, theirs) = (await house.Add("nordlys", email), await house.Add("aurora", email));
        await house.ChoosePassword(email);
        using var browser = await house.SignedIn(email);
        await Switch(browser, "aurora");
        await Switch(browser, "nordlys");
        using var admin = house.Stack.Client("nordlys", "admin");
        var log = await admin.GetStringAsync("/api/v1/organisation/access-log?limit=100");
        log.ShouldContain(ours.ToString());
        log.ShouldNotContain(theirs.ToString());
        using var agent = house.Stack.Client("nordlys", "agent");
        (await agent.GetAsync("/api/v1/organisation/access-log")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Switch(Browser browser, string slug)
    {
        var answer = await browser.Http.PutAsJsonAsync("/api/v1/session/organisation", new { organisationId = house.Stack.Organisation(slug) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    private static string WithoutTrace(string problem) => problem[..problem.IndexOf("traceId", StringComparison.Ordinal)];
}
